// Generated from specs/flip-3.1/openapi.yaml by scripts/generate.ts. Do not edit.

/** Bytes to send. */
export type BinaryBody = Blob | ArrayBuffer | Uint8Array | ReadableStream<Uint8Array>;
/** Bytes to send in a part of a form. */
export type BinaryPart = Blob | ArrayBuffer | Uint8Array;
export interface paths {
  "/factories.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the factories of the account
     * @description The list needs no `factory_id`.
     */
    get: operations["listFactories"];
    put?: never;
    /**
     * Creates a factory
     * @description Which settings are needed besides `name` depends on the kind of storage, and is not documented.
     *     The call needs no `factory_id`.
     */
    post: operations["createFactory"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/factories/{id}.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the factory.
         * @example tg01xxxxxxxxxxxx
         */
        id: string;
      };
      cookie?: never;
    };
    /**
     * Gets a factory
     * @description The call needs no `factory_id`.
     */
    get: operations["getFactory"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Updates a factory
     * @description Changes the given settings and leaves the others unchanged. The clients declare `name` as
     *     required, for updates too; whether the service requires it is not confirmed. The call needs no
     *     `factory_id`.
     */
    patch: operations["updateFactory"];
    trace?: never;
  };
  "/factories/{id}/sync.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the factory.
         * @example tg01xxxxxxxxxxxx
         */
        id: string;
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Synchronizes a factory with its input bucket
     * @description Starts or stops creating videos from the files of the input bucket. The clients declare no
     *     errors of this operation; they are inferred. The call needs no `factory_id`.
     */
    post: operations["syncFactory"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/videos.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the videos of the factory
     * @description Newest first (inferred).
     */
    get: operations["listVideos"];
    put?: never;
    /**
     * Creates a video from a URL
     * @description The response is sent immediately, with status `processing`; the video is imported afterwards.
     *     Its encodings are queued at the same time.
     *
     *     Files cannot be sent with this operation: use `createUploadSession`.
     */
    post: operations["createVideo"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/videos/upload.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Creates an upload session
     * @description Returns a `location` that accepts the bytes of one file and of the declared extra files. With
     *     `multi_chunk` the files are uploaded in numbered parts, several at a time; without it, the file
     *     is uploaded in consecutive ranges. Both kinds of uploads can be resumed after an interruption.
     *
     *     No profile is used unless `profiles` or `use_all_profiles` is given. The errors are inferred.
     */
    post: operations["createUploadSession"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/videos/queued.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the videos that are waiting for encoding
     * @description The order is not documented.
     */
    get: operations["listQueuedVideos"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/videos/resubmit.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Encodes a video again
     * @description Only for videos with status `success`. Which encodings are created or restarted is not
     *     documented.
     */
    post: operations["resubmitVideo"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/videos/{id}.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the video.
         * @example 4147fd6f38fb552c38aba1e2b6923892
         */
        id: string;
      };
      cookie?: never;
    };
    /**
     * Gets a video
     * @description The response contains the media fields once the file has been analyzed.
     */
    get: operations["getVideo"];
    put?: never;
    post?: never;
    /**
     * Deletes a video
     * @description Deletes the video, its encodings, and all stored files of both.
     */
    delete: operations["deleteVideo"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/videos/{id}/source.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the video.
         * @example 4147fd6f38fb552c38aba1e2b6923892
         */
        id: string;
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Deletes the source file of a video
     * @description Deletes only the stored source file. The video and its encodings are not deleted.
     */
    delete: operations["deleteVideoSource"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/videos/{id}/cancel.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the video.
         * @example f4c526e2c15a57aebc9721aad258adbd
         */
        id: string;
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancels a video
     * @description Cancels the import of the video, and all of its encodings.
     */
    post: operations["cancelVideo"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/videos/{id}/encodings.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the video.
         * @example 4147fd6f38fb552c38aba1e2b6923892
         */
        id: string;
      };
      cookie?: never;
    };
    /**
     * Lists the encodings of a video
     * @description Returns one encoding for each profile that the video was encoded with.
     */
    get: operations["listVideoEncodings"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/videos/{id}/metadata.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the video.
         * @example 4147fd6f38fb552c38aba1e2b6923892
         */
        id: string;
      };
      cookie?: never;
    };
    /**
     * Gets the metadata of a video
     * @description Returns what the service read from the source file right after the upload. The keys depend on
     *     the file.
     */
    get: operations["getVideoMetadata"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/videos/{id}/signed-url.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the video.
         * @example 4147fd6f38fb552c38aba1e2b6923892
         */
        id: string;
      };
      cookie?: never;
    };
    /**
     * Gets a signed URL of a video
     * @description Returns a URL with an access token, which anyone can use to download the source file (inferred).
     *     How long it is valid is not documented.
     */
    get: operations["getSignedVideoUrl"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/encodings.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the encodings of the factory
     * @description Newest first (inferred).
     */
    get: operations["listEncodings"];
    put?: never;
    /**
     * Encodes a video with another profile
     * @description Pass exactly one of `profile_id` and `profile_name`. The service rejects videos that failed or
     *     are older than 30 days.
     */
    post: operations["createEncoding"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/encodings/count.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Counts the encodings of the factory
     * @description Returns the number of all encodings.
     */
    get: operations["countEncodings"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/encodings/{id}.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the encoding.
         * @example 6e2a18dfa05645cc759f9b9bd51d8c94
         */
        id: string;
      };
      cookie?: never;
    };
    /**
     * Gets an encoding
     * @description `screenshots` adds the keys of the screenshots.
     */
    get: operations["getEncoding"];
    /**
     * Updates an encoding
     * @description Gives the encoding another profile. What happens to its files is not documented. Pass one of
     *     `profile_id` and `profile_name`. The service rejects encodings older than 30 days.
     */
    put: operations["updateEncoding"];
    post?: never;
    /**
     * Deletes an encoding
     * @description Deletes the encoding and its stored files. The service rejects encodings older than 30 days.
     */
    delete: operations["deleteEncoding"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/encodings/{id}/cancel.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the encoding.
         * @example 0b0cbf12f9541c6c2d5d20fdb494ba17
         */
        id: string;
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancels an encoding
     * @description Stops an encoding that is queued or in progress. The service rejects encodings older than 30
     *     days.
     */
    post: operations["cancelEncoding"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/encodings/{id}/retry.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the encoding.
         * @example 73216519c2ff772c668bb85da5976895
         */
        id: string;
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Retries a failed encoding
     * @description Restarts an encoding that has status `fail`.
     */
    post: operations["retryEncoding"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/encodings/{id}/signed-url.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the encoding.
         * @example 6e2a18dfa05645cc759f9b9bd51d8c94
         */
        id: string;
      };
      cookie?: never;
    };
    /**
     * Gets a signed URL of an encoding
     * @description Returns a URL with an access token, which anyone can use to download the output file.
     */
    get: operations["getSignedEncodingUrl"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/encodings/{id}/signed-urls.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the encoding.
         * @example 6e2a18dfa05645cc759f9b9bd51d8c94
         */
        id: string;
      };
      cookie?: never;
    };
    /**
     * Gets signed URLs of all files of an encoding
     * @description Returns one URL per output file, which anyone can use to download it. How long the URLs are
     *     valid is not documented.
     */
    get: operations["getSignedEncodingUrls"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/profiles.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the profiles of the factory
     * @description Fields that have their default value are omitted unless `expand=true`.
     */
    get: operations["listProfiles"];
    put?: never;
    /**
     * Creates a profile
     * @description A profile is based on a preset. All other fields are optional and replace the values of the
     *     preset. A custom `command`, as in API 3.0, is not documented.
     */
    post: operations["createProfile"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/profiles/{id}.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the profile, or its unique name. */
        id: string;
      };
      cookie?: never;
    };
    /**
     * Gets a profile
     * @description Fields that have their default value are omitted unless `expand=true`.
     */
    get: operations["getProfile"];
    /**
     * Updates a profile
     * @description Changes the given fields and leaves the others unchanged. Only the id, not the name, is
     *     documented here. Most clients declare `preset_name` as required, as in a new profile; whether
     *     the service needs it is not confirmed.
     */
    put: operations["updateProfile"];
    post?: never;
    /**
     * Deletes a profile
     * @description Deletes the profile. Only the id, not the name, is documented here.
     */
    delete: operations["deleteProfile"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/profiles/{id}/copy.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the profile.
         * @example aaaabbbbccccddddeeeeffff00001111
         */
        id: string;
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Copies a profile to a factory
     * @description Creates a profile with the same settings in a factory of the account. The original stays
     *     unchanged.
     */
    post: operations["copyProfile"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/profiles/{id}/encodings.json": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the profile, or its unique name. */
        id: string;
      };
      cookie?: never;
    };
    /**
     * Lists the encodings made with a profile
     * @description The parameters are inferred from the other lists of encodings.
     */
    get: operations["listProfileEncodings"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/workflows.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the workflows of the factory
     * @description A workflow is a profile that a work order starts. The entries have the form of profiles.
     */
    get: operations["listWorkflows"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/workorders.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Creates a work order
     * @description Processes a file with a workflow. Pass either `source_url` or `file`; the service documents all
     *     parts as optional. The clients of the service are known to work only with a `file`. With a
     *     `source_url` alone, they send a body that is not valid, so its form here is inferred.
     */
    post: operations["createWorkOrder"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/notifications.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the notification settings
     * @description Returns the settings of the factory given by `factory_id`. Some of the later clients (2018 and
     *     2020) lack this operation: a separate service for notifications appeared at that time. The
     *     errors are inferred.
     */
    get: operations["getNotifications"];
    /**
     * Updates the notification settings
     * @description Changes the given settings and leaves the others unchanged (inferred from 3.0; some clients
     *     always send all of them). Some of the later clients (2018 and 2020) lack this operation. The
     *     errors are inferred.
     */
    put: operations["updateNotifications"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/upload/session": {
    parameters: {
      query?: {
        /**
         * @description Id of the session, as it appears in a `location` that was seen. The location is opaque: use it
         *     exactly as the service returned it, whatever its path and query.
         * @example abcdefgh
         */
        id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the missing parts of an upload
     * @description Multi-chunk only. Returns the parts that have not arrived. Before the first part is sent, the
     *     list contains all of them. After completion the list is empty, `media_id` is the id of the
     *     video, `status` is the state of the video, or the body is empty: all of them have been seen. No
     *     credentials are needed. The location must be used as it was returned. Each extra file has its
     *     own list, which `X-Extra-File-Tag` selects.
     */
    get: operations["getMissingParts"];
    /**
     * Uploads a part of a file
     * @description Sends bytes to the `location` of an upload session. The location is opaque and must be used as
     *     it was returned. No credentials are needed, and the API key must not be sent.
     *
     *     **Multi-chunk:** send `X-Part` and no `Content-Range`. Part `i` starts at byte `i * part_size`.
     *     Parts may be sent in any order, in parallel, and repeatedly. The response to the part that
     *     completes the upload is the video. The parts of an extra file have the header `X-Extra-File-Tag`
     *     and their own numbers and size. All clients send the main file first. Whether the video is the
     *     response to the last part of the main file or of the last extra file is not documented.
     *
     *     **Streaming:** send `Content-Range: bytes 0-4/9` for the first five of nine bytes. The response
     *     to every range but the last is 204 with a `Range` header. An empty body with
     *     `Content-Range: bytes *\/9` queries how much has arrived. Without `Content-Range`, the body is
     *     the whole file.
     *
     *     After a 5xx, a 408, or a broken connection, query what is missing and continue from there.
     */
    put: operations["uploadPart"];
    /**
     * Uploads a part of a file by POST
     * @description Same as `uploadPart`, for clients that cannot send PUT requests. With `multipart/form-data`, the
     *     part `file` contains the whole file, as in a browser form.
     */
    post: operations["uploadPartByPost"];
    /**
     * Aborts an upload
     * @description Ends the session permanently. It cannot be resumed. No credentials are needed. The location must
     *     be used as it was returned.
     */
    delete: operations["abortUpload"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface webhooks {
  onVideoCreated: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Reports that a video was imported
     * @description Posted when a source was downloaded, checked, and stored, or when that failed. Not signed.
     *     Messages may arrive twice or out of order: use only the ids, and fetch the objects.
     */
    post: operations["onVideoCreated"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  onVideoEncoded: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Reports that all encodings of a video have finished
     * @description Posted when every encoding of a video has finished, successfully or not, and again when an
     *     encoding is added later. Not signed. Messages may arrive twice or out of order.
     */
    post: operations["onVideoEncoded"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  onEncodingProgress: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Reports the progress of an encoding
     * @description Posted about every 10 seconds while encoding. Not signed. Messages may arrive twice or out of
     *     order.
     */
    post: operations["onEncodingProgress"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  onEncodingComplete: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Reports that an encoding has finished
     * @description Posted when an encoding has finished, with status `success` or `fail`. Enabled by the setting
     *     `encoding_completed`, but delivered as `encoding-complete`; one client expects
     *     `encoding-completed`. Not signed. Messages may arrive twice or out of order.
     */
    post: operations["onEncodingComplete"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface components {
  schemas: {
    /** @description A page of factories. */
    PaginatedFactoryCollection: {
      /** @description Factories of this page. */
      factories?: components["schemas"]["Factory"][];
      page?: components["schemas"]["PageNumber"];
      per_page?: components["schemas"]["PageSize"];
      total?: components["schemas"]["Total"];
    };
    /** @description Settings of a new factory. */
    FactoryBody: WithRequired<components["schemas"]["FactoryUpdate"], "name">;
    /**
     * @description A tenant of the account, with its own storage bucket. Later clients (2018 and 2020) declare only
     *     `id`, `name`, `url`, `outputs_path_format`, `server_side_encryption`, `store_id`, and the times.
     */
    Factory: {
      /**
       * @description Opaque id. New factories have ids such as `tg01xxxxxxxxxxxx`.
       * @example tg01xxxxxxxxxxxx
       */
      readonly id: string;
      /**
       * @description Name of the factory.
       * @example bucket_name
       */
      readonly name?: string | null;
      /**
       * @description Base URL of the storage, with a trailing slash. Append the key of a file to get its URL.
       * @example http://my-bucket.s3.amazonaws.com/
       */
      readonly url?: string | null;
      /**
       * @description Region of the factory.
       * @example us-east-1
       */
      readonly factory_region?: string | null;
      /**
       * @description Bucket that outputs are written to.
       * @example my-bucket
       */
      readonly output_bucket_name?: string | null;
      /**
       * @description Template of the output directory, with the tokens of `path_format`. Initially unset.
       * @example :video_id/:profile
       */
      readonly outputs_path_format?: string | null;
      /**
       * @description Access to stored files. Initially unset.
       * @example private
       * @enum {string|null}
       */
      readonly acl?: "public" | "private" | null;
      /**
       * @description Whether the storage encrypts files (Amazon S3 with AES-256).
       * @example false
       */
      readonly server_side_encryption?: boolean | null;
      /**
       * @description Bucket that is monitored for new source files.
       * @example acme-incoming
       */
      readonly input_bucket_name?: string | null;
      /**
       * @description Whether new files in the input bucket become videos.
       * @example true
       */
      readonly input_bucket_watch?: boolean | null;
      /**
       * @description Whether subfolders of the input bucket are included. Declared as text in responses, as a
       *     boolean in requests.
       * @example false
       */
      readonly input_bucket_recursive?: string | boolean | null;
      /**
       * @description Interval at which the input bucket is checked, in minutes. Declared as text in responses, as
       *     a number in requests.
       * @example 10
       */
      readonly input_bucket_sync_every_n_min?: string | number | null;
      /**
       * @description Wildcard pattern that the names of files in the input bucket must match.
       * @example *.mov
       */
      readonly input_bucket_file_pattern?: string | null;
      /** @description Not documented. An object in most clients, text in one. */
      readonly input_bucket_files_map?: Record<string, unknown> | string | null;
      /**
       * @description Kind of storage, see `StorageProvider`. Present only if requested with
       *     `with_storage_provider=true`.
       * @example 0
       * @enum {integer|null}
       */
      readonly storage_provider?: 0 | 1 | 2 | 5 | 7 | 8 | 9 | null;
      /** @description Settings of the storage. Not documented. */
      readonly provider_specific_settings?: Record<string, unknown> | null;
      /** @description Id of the output store in the separate "stores" service. Declared by later clients. */
      readonly store_id?: string | null;
      /**
       * @description Time when the factory was created. The form is inferred.
       * @example 2017/11/20 18:17:11 +0000
       */
      readonly created_at?: string | null;
      /**
       * @description Time when the factory was last updated. The form is inferred.
       * @example 2018/01/04 11:10:51 +0000
       */
      readonly updated_at?: string | null;
    };
    /** @description Settings of a factory. */
    FactoryUpdate: {
      /**
       * @description Name of the factory.
       * @example staging
       */
      name?: string | undefined;
      /**
       * @description Key id of the storage account, which grants access to the bucket. Never returned.
       * @example AKIAIOSFODNN7EXAMPLE
       */
      aws_access_key?: string | undefined;
      /**
       * @description Secret of `aws_access_key`. Never returned.
       * @example wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
       */
      aws_secret_key?: string | undefined;
      /**
       * @description Region of the factory.
       * @example us-east-1
       */
      factory_region?: string | undefined;
      /**
       * @description Bucket that outputs are written to.
       * @example my-bucket
       */
      output_bucket_name?: string | undefined;
      /**
       * @description Template of the output directory, with the tokens of `path_format`.
       * @example :video_id/:profile
       */
      outputs_path_format?: string | undefined;
      /**
       * @description Access to stored files.
       * @example private
       * @enum {string}
       */
      acl?: "public" | "private" | undefined;
      /**
       * @description Whether the storage encrypts files (Amazon S3 with AES-256).
       * @example false
       */
      server_side_encryption?: boolean | undefined;
      /**
       * @description Bucket that is monitored for new source files.
       * @example acme-incoming
       */
      input_bucket_name?: string | undefined;
      /**
       * @description Whether new files in the input bucket become videos.
       * @example true
       */
      input_bucket_watch?: boolean | undefined;
      /**
       * @description Whether subfolders of the input bucket are included.
       * @example false
       */
      input_bucket_recursive?: boolean | undefined;
      /**
       * @description Interval at which the input bucket is checked, in minutes.
       * @example 10
       */
      input_bucket_sync_every_n_min?: number | undefined;
      /**
       * @description Wildcard pattern that the names of files in the input bucket must match.
       * @example *.mov
       */
      input_bucket_file_pattern?: string | undefined;
      storage_provider?: components["schemas"]["StorageProvider"] | undefined;
      /** @description Settings of the storage. Not documented. */
      provider_specific_settings?: Record<string, unknown> | undefined;
      storage_credential_attributes?: components["schemas"]["StorageCredentials"] | undefined;
    };
    /** @description Whether a factory is synchronized with its input bucket. */
    FactorySyncBody: {
      /**
       * @description `true` starts and `false` stops the synchronization. Text, not a boolean.
       * @example true
       * @enum {string}
       */
      sync: "true" | "false";
    };
    /** @description State of the synchronization with the input bucket. */
    FactorySync: {
      /**
       * @description `starting`: it starts now. `already_started`: it had started before. What the service
       *     reports when it stops is not documented.
       * @example starting
       * @enum {string}
       */
      readonly syncing: "starting" | "already_started";
    };
    /** @description A page of videos. */
    PaginatedVideoCollection: {
      /** @description Videos of this page. */
      videos?: components["schemas"]["Video"][];
      page?: components["schemas"]["PageNumber"];
      per_page?: components["schemas"]["PageSize"];
      total?: components["schemas"]["Total"];
    };
    /**
     * @description A source and what happens to it. No client declares a field as required; `source_url` is the
     *     only documented source.
     */
    CreateVideoBody: {
      /**
       * @description Public URL that the service downloads.
       * @example http://files.com/my_video.mp4
       */
      source_url?: string | undefined;
      /**
       * @description Names or ids of the profiles to encode with, separated by commas. If omitted, all profiles
       *     of the factory are used (inferred from 3.0). `none` creates no encodings yet.
       * @example h264,webm
       */
      profiles?: string | undefined;
      path_format?: components["schemas"]["PathFormat"] | undefined;
      payload?: components["schemas"]["Payload"] | undefined;
      /**
       * @description JSON text that describes a pipeline of profiles. Its structure is not documented.
       * @example {"profiles": ["h264"]}
       */
      pipeline?: string | undefined;
      /**
       * @description URLs of subtitle files.
       * @example [
       *       "http://files.com/my_video.srt"
       *     ]
       */
      subtitle_files?: string[] | undefined;
      /**
       * @description Additional input files: lists of URLs by tag or, in some clients, a list of objects.
       * @example {
       *       "logo": [
       *         "http://files.com/logo.png"
       *       ]
       *     }
       */
      extra_files?:
        | {
            [key: string]: string[];
          }
        | components["schemas"]["VideoExtraFile"][]
        | undefined;
      extra_variables?: components["schemas"]["ExtraVariables"] | undefined;
      /**
       * @description Start of the section to encode, a timecode such as `00:00:10`.
       * @example 00:00:10
       */
      clip_offset?: string | undefined;
      /**
       * @description End of the section to encode, a timecode.
       * @example 00:20:10
       */
      clip_end?: string | undefined;
      /**
       * @description Duration of the section to encode, a timecode.
       * @example 00:20:00
       */
      clip_length?: string | undefined;
      /**
       * @description Not documented. Declared by clients since 2019.
       * @example 01:00:00:00
       */
      starting_timecode?: string | undefined;
      /**
       * @description Whether `clip_offset` and `clip_end` are relative to the start timecode of the source
       *     (`true`) or to 00:00:00 (`false`). Declared by one client of 2020.
       * @example true
       */
      use_source_timecode?: boolean | undefined;
      /**
       * @description Not documented. Declared by one client.
       * @example yuv420p
       */
      pixel_format?: string | undefined;
      /**
       * @description Not documented. Declared by some clients.
       * @example incoming/my_video.mp4
       */
      input_path?: string | undefined;
      store_id?: components["schemas"]["StoreId"] | undefined;
    };
    /**
     * @description An imported source file. Media fields are null until the file has been analyzed. The URL of the
     *     source file is `factory.url + path + extname`.
     */
    Video: {
      /**
       * @description Opaque id, usually 32 lowercase hex digits.
       * @example 4147fd6f38fb552c38aba1e2b6923892
       */
      readonly id: string;
      /**
       * @description State of the import: downloading, checking, and storing the source. `success` does not mean
       *     that the encodings are done. For `fail`, see `error_class`.
       */
      readonly status?: components["schemas"]["JobStatus"];
      /**
       * @description File name of the source.
       * @example movie.mp4
       */
      readonly original_filename?: string | null;
      /**
       * @description URL that the source was downloaded from. Null for an upload.
       * @example https://s3.amazonaws.com/bartek-copper/movie.mp4
       */
      readonly source_url?: string | null;
      /**
       * @description File extension, including the dot.
       * @example .mp4
       */
      readonly extname?: string | null;
      /**
       * @description Media type of the source.
       * @example video/mp4
       */
      readonly mime_type?: string | null;
      /**
       * @description Key of the source in the bucket, without extension. Equal to the id unless `path_format` was
       *     given.
       * @example 4147fd6f38fb552c38aba1e2b6923892
       */
      readonly path?: string | null;
      /**
       * Format: int64
       * @description Size in bytes.
       * @example 805301
       */
      readonly file_size?: number | null;
      /**
       * @description Duration in seconds. Version 3.0 has milliseconds.
       * @example 14
       */
      readonly duration?: number | null;
      /**
       * @description Width in pixels.
       * @example 300
       */
      readonly width?: number | null;
      /**
       * @description Height in pixels.
       * @example 240
       */
      readonly height?: number | null;
      /**
       * @description Frames per second.
       * @example 29.97
       */
      readonly fps?: number | null;
      /**
       * @description Name of the video codec.
       * @example h264
       */
      readonly video_codec?: string | null;
      /**
       * @description Video bit rate in bit/s. Version 3.0 has kbit/s.
       * @example 344000
       */
      readonly video_bitrate?: number | null;
      /**
       * @description Name of the audio codec.
       * @example aac
       */
      readonly audio_codec?: string | null;
      /**
       * @description Audio bit rate in bit/s. Version 3.0 has kbit/s.
       * @example 112000
       */
      readonly audio_bitrate?: number | null;
      /**
       * @description Number of audio channels.
       * @example 2
       */
      readonly audio_channels?: number | null;
      /**
       * @description Audio sample rate in Hz.
       * @example 44100
       */
      readonly audio_sample_rate?: number | null;
      /**
       * @description Text that the caller stored with the video.
       * @example order-1234
       */
      readonly payload?: string | null;
      /**
       * @description Number of encodings of the video.
       * @example 3
       */
      readonly encodings_count?: number | null;
      /**
       * @description Whether clip times are relative to the start timecode of the source (`true`) or to 00:00:00
       *     (`false`). Declared by one client of 2020.
       */
      readonly use_source_timecode?: boolean | null;
      /**
       * @description Kind of failure, only with status `fail`. Known values: `DownloadFailed` (the source could
       *     not be reached), `FormatNotRecognised` (not an audio or video file), `S3Error` (the storage
       *     denied access), `UnexpectedError` (an internal error of the service). Others may appear.
       * @example DownloadFailed
       */
      readonly error_class?: string | null;
      /** @description Description of the failure, only with status `fail`. */
      readonly error_message?: string | null;
      /**
       * @description Time when the video was created. The form is inferred.
       * @example 2017/11/20 14:21:54 +0000
       */
      readonly created_at?: string | null;
      /**
       * @description Time when the video was last updated. The form is inferred.
       * @example 2017/11/20 14:22:04 +0000
       */
      readonly updated_at?: string | null;
    };
    /** @description A file to upload, and what happens to it. */
    VideoUploadBody: {
      /**
       * @description Name of the file, without directories.
       * @example movie.mp4
       */
      file_name: string;
      /**
       * Format: int64
       * @description Size of the file in bytes.
       * @example 45000000
       */
      file_size: number;
      /**
       * @description Whether the files are uploaded in numbered parts. One client documents the default `true`,
       *     and always sends it; so send it explicitly.
       * @example true
       */
      multi_chunk?: boolean | undefined;
      /** @description Files that are uploaded in the same session. Only with `multi_chunk` (inferred). */
      extra_files?: components["schemas"]["ExtraFile"][] | undefined;
      /**
       * @description Names or ids of the profiles to encode with, separated by commas. If omitted, no profile is
       *     used. A name that the factory does not have is rejected (inferred from 3.0).
       * @example h264
       */
      profiles?: string | undefined;
      /**
       * @description Whether the video is encoded with every profile of the factory. Documented for 3.0; no
       *     client of 3.1 declares it.
       * @example false
       */
      use_all_profiles?: boolean | undefined;
      path_format?: components["schemas"]["PathFormat"] | undefined;
      payload?: components["schemas"]["Payload"] | undefined;
      extra_variables?: components["schemas"]["ExtraVariables"] | undefined;
      /**
       * @description Start of the section to encode, a timecode such as `00:00:10`.
       * @example 00:00:10
       */
      clip_offset?: string | undefined;
      /**
       * @description Duration of the section to encode, `HH:MM:SS`.
       * @example 00:20:00
       */
      clip_length?: string | undefined;
      /**
       * @description URL of a watermark image.
       * @example http://files.com/watermark.png
       */
      watermark_url?: string | undefined;
      /** @description Distance from the top edge. Cannot be combined with `watermark_bottom`. */
      watermark_top?: components["schemas"]["Distance"] | undefined;
      /** @description Distance from the right edge. Cannot be combined with `watermark_left`. */
      watermark_right?: components["schemas"]["Distance"] | undefined;
      /** @description Distance from the bottom edge. Cannot be combined with `watermark_top`. */
      watermark_bottom?: components["schemas"]["Distance"] | undefined;
      /** @description Distance from the left edge. Cannot be combined with `watermark_right`. */
      watermark_left?: components["schemas"]["Distance"] | undefined;
      /** @description Width of the watermark in pixels. */
      watermark_width?: components["schemas"]["Distance"] | undefined;
      /** @description Height of the watermark in pixels. */
      watermark_height?: components["schemas"]["Distance"] | undefined;
      store_id?: components["schemas"]["StoreId"] | undefined;
    };
    /**
     * @description A destination for the upload of one file and its extra files. How long it is valid is not
     *     documented.
     */
    UploadSession: {
      /**
       * @description Id of the session.
       * @example abcdefgh
       */
      readonly id: string;
      /**
       * Format: uri
       * @description URL that the bytes are sent to. Opaque: use it exactly as it was returned. It may be plain
       *     http. It contains its own session id and is not signed.
       * @example http://vm-37gup6.upload.pandastream.com/upload/session?id=abcdefgh
       */
      readonly location: string;
      /** @description Number of parts, only with `multi_chunk`: the file size divided by `part_size`, rounded up. */
      readonly parts?: components["schemas"]["Count"];
      /** @description Number of bytes per part, only with `multi_chunk`. The last part may be shorter. */
      readonly part_size?: components["schemas"]["Count"];
      /** @description Maximum number of simultaneous requests, only with `multi_chunk`. */
      readonly max_connections?: components["schemas"]["Count"];
      /**
       * @description Extra files that were declared, by tag, each with its own parts. Only with `multi_chunk`,
       *     and only if extra files were declared.
       */
      readonly extra_files?: {
        [key: string]: components["schemas"]["UploadExtraFile"];
      };
    };
    /**
     * @description A video to encode again. The clients do not declare `video_id` as required, but without it there
     *     is nothing to do.
     */
    ResubmitVideoBody: {
      /**
       * @description Id of the video, which must have status `success`.
       * @example 4147fd6f38fb552c38aba1e2b6923892
       */
      video_id: string;
    };
    /** @description Result of a delete operation. */
    DeletedResult: {
      /**
       * @description `true` if the object was deleted.
       * @example true
       */
      deleted: boolean;
    };
    /** @description Result of a cancel operation. */
    CanceledResult: {
      /**
       * @description `true` if the video or encoding was canceled. Spelled with one l.
       * @example true
       */
      canceled: boolean;
    };
    /** @description A page of encodings. */
    PaginatedEncodingsCollection: {
      /** @description Encodings of this page. */
      encodings: components["schemas"]["Encoding"][];
      page: components["schemas"]["PageNumber"];
      per_page: components["schemas"]["PageSize"];
      total: components["schemas"]["Total"];
    };
    /**
     * @description Metadata that the service read from the source file right after the upload: a flat object
     *     similar to the output of exiftool. Keys and value types depend on the file, and any other key
     *     may appear. Values are numbers, text (often with a unit, such as `19.35 s`), or lists of text.
     */
    VideoMetadata: {
      /** @description Name of the file. */
      file_name?: string | null;
      /** @description Size as text with a unit, `1435 kB`. */
      file_size?: string | number | null;
      /** @description Name of the container. */
      file_type?: string | null;
      /** @description Media type. */
      mime_type?: string | null;
      /** @description Title stored in the file. */
      title?: string | null;
      /** @description Width in pixels. */
      image_width?: number | null;
      /** @description Height in pixels. */
      image_height?: number | null;
      /** @description Size of the picture. */
      image_size?: string | number | null;
      /** @description Width of the source picture in pixels. */
      source_image_width?: number | null;
      /** @description Height of the source picture in pixels. */
      source_image_height?: number | null;
      /** @description Horizontal resolution. */
      x_resolution?: number | null;
      /** @description Vertical resolution. */
      y_resolution?: number | null;
      /** @description Bits per pixel. */
      bit_depth?: number | null;
      /** @description Rotation in degrees. */
      rotation?: number | null;
      /** @description Frames per second. */
      video_frame_rate?: number | null;
      /** @description Code of the video codec, `avc1`. */
      compressor_id?: string | null;
      /** @description Transfer mode, `srcCopy`. */
      graphics_mode?: string | number | null;
      /** @description Color of the transfer mode. */
      op_color?: string | number | null;
      /** @description Code of the audio codec, `mp4a`. */
      audio_format?: string | null;
      /** @description Number of audio channels. */
      audio_channels?: number | null;
      /** @description Audio sample rate in Hz. */
      audio_sample_rate?: number | null;
      /** @description Bits per audio sample. */
      audio_bits_per_sample?: number | null;
      /** @description Balance of the audio. */
      balance?: string | number | null;
      /** @description Average bit rate. */
      avg_bitrate?: string | number | null;
      /** @description Duration as text, `19.35 s`. */
      duration?: string | number | null;
      /** @description Duration of the media. */
      media_duration?: string | number | null;
      /** @description Duration of the track. */
      track_duration?: string | number | null;
      /** @description Start of the selection. */
      selection_time?: string | number | null;
      /** @description Duration of the selection. */
      selection_duration?: string | number | null;
      /** @description Time of the poster image. */
      poster_time?: string | number | null;
      /** @description Start of the preview. */
      preview_time?: string | number | null;
      /** @description Duration of the preview. */
      preview_duration?: string | number | null;
      /** @description Current time of the movie. */
      current_time?: string | number | null;
      /** @description Time when the movie was created. */
      create_date?: string | null;
      /** @description Time when the movie was modified. */
      modify_date?: string | null;
      /** @description Time when the media was created. */
      media_create_date?: string | null;
      /** @description Time when the media was modified. */
      media_modify_date?: string | null;
      /** @description Time when the track was created. */
      track_create_date?: string | null;
      /** @description Time when the track was modified. */
      track_modify_date?: string | null;
      /** @description Id of the track. */
      track_id?: string | number | null;
      /** @description Id of the next track. */
      next_track_id?: string | number | null;
      /** @description Layer of the track. */
      track_layer?: string | number | null;
      /** @description Volume of the track. */
      track_volume?: string | number | null;
      /** @description Version of the track header. */
      track_header_version?: string | number | null;
      /** @description Version of the media header. */
      media_header_version?: string | number | null;
      /** @description Version of the movie header. */
      movie_header_version?: string | number | null;
      /** @description Time units per second of the media. */
      media_time_scale?: string | number | null;
      /** @description Time units per second of the movie. */
      time_scale?: string | number | null;
      /** @description Language of the media. */
      media_language_code?: string | null;
      /** @description Display matrix. */
      matrix_structure?: string | number | null;
      /** @description Preferred playback rate. */
      preferred_rate?: string | number | null;
      /** @description Preferred volume, `100.00%`. */
      preferred_volume?: string | number | null;
      /** @description Size of the media data. */
      movie_data_size?: string | number | null;
      /** @description Major brand of the container. */
      major_brand?: string | null;
      /** @description Minor version of the brand. */
      minor_version?: string | number | null;
      /** @description Brands that the container is compatible with. */
      compatible_brands?: string[] | null;
      /** @description Type of the handler. */
      handler_type?: string | null;
      /** @description Vendor of the handler. */
      handler_vendor_id?: string | null;
      /** @description Name of the handler. */
      handler_description?: string | null;
    } & {
      [key: string]: unknown;
    };
    /** @description A URL that includes its own access token. */
    SignedUrl: {
      /**
       * @description URL with an access token. Everyone who has it can read the file while it is valid.
       * @example https://my-bucket.s3.amazonaws.com/4147fd6f38fb552c38aba1e2b6923892.mp4?Signature=abc
       */
      signed_url: string;
    };
    /** @description A video and a profile, by its id or by its name. */
    CreateEncodingBody: {
      /**
       * @description Id of the video to encode.
       * @example 4147fd6f38fb552c38aba1e2b6923892
       */
      video_id: string;
      profile_id?: components["schemas"]["EncodingProfileId"] | undefined;
      profile_name?: components["schemas"]["EncodingProfileName"] | undefined;
    };
    /**
     * @description One video encoded with one profile. Media fields are null or missing until the encoding is done.
     *     The URL of an output file is `factory.url` followed by an entry of `files`.
     */
    Encoding: {
      /**
       * @description Opaque id, usually 32 lowercase hex digits.
       * @example 6e2a18dfa05645cc759f9b9bd51d8c94
       */
      readonly id: string;
      /**
       * @description Id of the source video.
       * @example 4147fd6f38fb552c38aba1e2b6923892
       */
      readonly video_id?: string | null;
      /**
       * @description Id of the profile. At least one of `profile_id` and `profile_name` is present.
       * @example aaaabbbbccccddddeeeeffff00001111
       */
      readonly profile_id?: string | null;
      /**
       * @description Name of the profile.
       * @example h264
       */
      readonly profile_name?: string | null;
      /** @description State of the encoding. For `fail`, see `error_class`. */
      readonly status?: components["schemas"]["EncodingStatus"];
      /**
       * @description Progress in percent. A finished encoding may remain at 99.
       * @example 100
       */
      readonly encoding_progress?: number | null;
      /**
       * @description Time spent encoding. The unit is not documented.
       * @example 9
       */
      readonly encoding_time?: number | null;
      /**
       * @description Time when encoding started. An empty text or null before that. The form is inferred.
       * @example 2017/11/20 14:22:10 +0000
       */
      readonly started_encoding_at?: string | null;
      /**
       * @description File extension, including the dot.
       * @example .mp4
       */
      readonly extname?: string | null;
      /**
       * @description Key of the output in the bucket, without extension.
       * @example 6e2a18dfa05645cc759f9b9bd51d8c94
       */
      readonly path?: string | null;
      /**
       * @description Keys of all output files in the bucket, including thumbnails and segments. Empty until the
       *     encoding is done.
       * @example [
       *       "6e2a18dfa05645cc759f9b9bd51d8c94.mp4"
       *     ]
       */
      readonly files?: string[] | null;
      /**
       * @description Keys of the screenshots. Present only if requested with `screenshots=true`.
       * @example [
       *       "6e2a18dfa05645cc759f9b9bd51d8c94_1.jpg"
       *     ]
       */
      readonly screenshots?: string[] | null;
      /**
       * @description Media type of the output.
       * @example video/mp4
       */
      readonly mime_type?: string | null;
      /**
       * Format: int64
       * @description Size in bytes.
       * @example 700123
       */
      readonly file_size?: number | null;
      /**
       * @description Duration in seconds. Version 3.0 has milliseconds.
       * @example 14
       */
      readonly duration?: number | null;
      /**
       * @description Width in pixels.
       * @example 640
       */
      readonly width?: number | null;
      /**
       * @description Height in pixels.
       * @example 480
       */
      readonly height?: number | null;
      /**
       * @description Frames per second, or the text `same_as_source`.
       * @example 29.97
       */
      readonly fps?: number | string | null;
      /**
       * @description Name of the video codec.
       * @example h264
       */
      readonly video_codec?: string | null;
      /**
       * @description Video bit rate in bit/s. Version 3.0 has kbit/s.
       * @example 500000
       */
      readonly video_bitrate?: number | null;
      /**
       * @description Name of the audio codec.
       * @example aac
       */
      readonly audio_codec?: string | null;
      /**
       * @description Audio bit rate in bit/s. Version 3.0 has kbit/s.
       * @example 128000
       */
      readonly audio_bitrate?: number | null;
      /**
       * @description Number of audio channels.
       * @example 2
       */
      readonly audio_channels?: number | null;
      /**
       * @description Audio sample rate in Hz.
       * @example 44100
       */
      readonly audio_sample_rate?: number | null;
      /** @description Not documented. */
      readonly external_id?: string | null;
      /**
       * @description URL of the log file.
       * @example http://my-bucket.s3.amazonaws.com/73216519c2ff772c668bb85da5976895.log
       */
      readonly logfile_url?: string | null;
      /** @description Encoding that this one is based on, in a pipeline. */
      readonly parent_encoding_id?: string | null;
      /**
       * @description Kind of failure, only with status `fail`. Known values: `EncodingError` and `CommandInvalid`
       *     (see the log file), `VideoStatusInvalid` (the source video failed), `FileNotFound` (the
       *     source no longer exists), `HLSVariantsNotFound` (the playlist found no variants), `S3Error`
       *     (the storage denied access), `UnexpectedError` (an internal error of the service). Others
       *     may appear.
       * @example EncodingError
       */
      readonly error_class?: string | null;
      /** @description Description of the failure, only with status `fail`. */
      readonly error_message?: string | null;
      /**
       * @description Time when the encoding was created. The form is inferred.
       * @example 2017/11/20 14:22:05 +0000
       */
      readonly created_at?: string | null;
      /**
       * @description Time when the encoding was last updated. The form is inferred.
       * @example 2017/11/20 14:22:19 +0000
       */
      readonly updated_at?: string | null;
    };
    /** @description Number of objects. */
    CountResult: {
      /**
       * @description Number of objects in the factory.
       * @example 231
       */
      total: number;
    };
    /** @description A profile, by its id or by its name. */
    UpdateEncodingBody: {
      profile_id?: components["schemas"]["EncodingProfileId"] | undefined;
      profile_name?: components["schemas"]["EncodingProfileName"] | undefined;
    };
    /** @description Result of a retry operation. */
    RetriedResult: {
      /**
       * @description `true` if the encoding was restarted.
       * @example true
       */
      retried: boolean;
    };
    /** @description URLs that include their own access tokens. */
    SignedUrls: {
      /**
       * @description One URL with an access token per output file. Everyone who has it can read the file while it
       *     is valid.
       * @example [
       *       "https://my-bucket.s3.amazonaws.com/6e2a18dfa05645cc759f9b9bd51d8c94.mp4?Signature=abc"
       *     ]
       */
      signed_urls: string[];
    };
    /** @description A page of profiles. */
    PaginatedProfilesCollection: {
      /** @description The profiles of this page. */
      profiles?: components["schemas"]["Profile"][] | null;
      page?: components["schemas"]["PageNumber"];
      per_page?: components["schemas"]["PageSize"];
      total?: components["schemas"]["Total"];
    };
    /** @description A new profile. */
    ProfileBody: WithRequired<components["schemas"]["ProfileSettings"], "preset_name">;
    /**
     * @description A recipe for encodings. Fields that have their default value are omitted from responses unless
     *     `expand=true` is given. Where clients disagree about a type, all types are listed.
     */
    Profile: {
      /**
       * @description Opaque id, usually 32 lowercase hex digits.
       * @example aaaabbbbccccddddeeeeffff00001111
       */
      readonly id: string;
      /**
       * @description Preset that the profile is based on, as in `PresetName`. Others may appear.
       * @example h264
       */
      preset_name?: string | null;
      /**
       * @description Width in pixels. Some clients read it as text.
       * @example 640
       */
      width?: number | string | null;
      /**
       * @description Height in pixels. Some clients read it as text.
       * @example 480
       */
      height?: number | string | null;
      /**
       * @description Video bit rate in bit/s, as the service documents; API 3.0 counts kbit/s. Some clients read
       *     it as text.
       * @example 500000
       */
      video_bitrate?: number | string | null;
      /**
       * @description Maximum video bit rate in bit/s. Unset by default. Some clients read it as text.
       * @example 800000
       */
      max_rate?: number | string | null;
      /**
       * @description Frames per second. If null, the frame rate of the source is used. Text, such as
       *     `same_as_source` in API 3.0, is possible.
       * @example 30
       */
      fps?: number | string | null;
      /**
       * @description Number of frames between key frames. The service defaults to 250. Some clients read it as
       *     text.
       * @example 250
       */
      keyframe_interval?: number | string | null;
      /**
       * @description Key frames per second. 0.5 means one every 2 s. Some clients read it as text.
       * @example 0.5
       */
      keyframe_rate?: number | string | null;
      /**
       * @description Audio sample rate in Hz. Some clients read it as text.
       * @example 44100
       */
      audio_sample_rate?: number | string | null;
      /**
       * @description Number of evenly spaced screenshots. Some clients read it as text.
       * @example 7
       */
      frame_count?: number | string | null;
      /**
       * @description Whether the time code is burned into the picture. Unset by default. Clients read it as text.
       * @example false
       */
      time_code?: boolean | string | null;
      /** @description Description of the profile. */
      readonly description?: string | null;
      /**
       * @description Tool stack that encodes. API 3.0 has `corepack-1`, `corepack-2`, and `corepack-3`.
       * @example corepack-3
       */
      readonly stack?: string | null;
      /** @description Not documented. */
      readonly inputs?: Record<string, unknown> | string | null;
      /** @description Not documented. */
      readonly outputs?: Record<string, unknown> | string | null;
      /**
       * @description Time when the profile was created. The form is inferred.
       * @example 2017/11/20 09:00:00 +0000
       */
      readonly created_at?: string | null;
      /**
       * @description Time when the profile was last updated. The form is inferred.
       * @example 2017/11/20 09:00:00 +0000
       */
      readonly updated_at?: string | null;
    } & components["schemas"]["ProfileOutputFields"] &
      components["schemas"]["ProfileVideoFields"] &
      components["schemas"]["ProfileFrameRateFields"] &
      components["schemas"]["ProfileAudioFields"] &
      components["schemas"]["ProfileDolbyFields"] &
      components["schemas"]["ProfilePackagingFields"];
    /**
     * @description The fields of a profile that a request can set. All are optional. Null unsets a field
     *     (inferred).
     */
    ProfileSettings: {
      /** @example h264 */
      preset_name?: components["schemas"]["PresetName"] | undefined;
      /**
       * @description Width in pixels.
       * @example 640
       */
      width?: number | null | undefined;
      /**
       * @description Height in pixels.
       * @example 480
       */
      height?: number | null | undefined;
      /**
       * @description Video bit rate in bit/s, as the service documents; API 3.0 counts kbit/s.
       * @example 500000
       */
      video_bitrate?: number | null | undefined;
      /**
       * @description Maximum video bit rate in bit/s. Unset by default.
       * @example 800000
       */
      max_rate?: number | null | undefined;
      /**
       * @description Frames per second. If null, the frame rate of the source is used.
       * @example 30
       */
      fps?: number | null | undefined;
      /**
       * @description Number of frames between key frames. The service defaults to 250.
       * @example 250
       */
      keyframe_interval?: number | null | undefined;
      /**
       * @description Key frames per second. 0.5 means one every 2 s.
       * @example 0.5
       */
      keyframe_rate?: number | null | undefined;
      /**
       * @description Audio sample rate in Hz.
       * @example 44100
       */
      audio_sample_rate?: number | null | undefined;
      /**
       * @description Number of evenly spaced screenshots.
       * @example 7
       */
      frame_count?: number | null | undefined;
      /**
       * @description Whether the time code is burned into the picture. Unset by default.
       * @example false
       */
      time_code?: boolean | null | undefined;
      /** @description Version of the preset (inferred from the name). */
      preset_version?: string | null | undefined;
      /** @description Not documented. */
      dynamic_recipe?: string | null | undefined;
      /** @description Not documented. */
      segment_delimiter?: string | null | undefined;
      /** @description Not documented. */
      size?: string | null | undefined;
      /**
       * @description Whether Smooth Streaming output is packed into a tar file (inferred).
       * @example false
       */
      tar?: boolean | null | undefined;
      /** @description Not documented. */
      vantage_group_id?: string | null | undefined;
      /** @description Not documented. */
      workorder_criteria?: Record<string, unknown> | null | undefined;
    } & components["schemas"]["ProfileOutputFields"] &
      components["schemas"]["ProfileVideoFields"] &
      components["schemas"]["ProfileFrameRateFields"] &
      components["schemas"]["ProfileAudioFields"] &
      components["schemas"]["ProfileDolbyFields"] &
      components["schemas"]["ProfilePackagingFields"];
    /** @description Where a profile is copied to. */
    CopyProfileBody: {
      /**
       * @description Id of the factory that receives the copy.
       * @example tg01yyyyyyyyyyyy
       */
      dest_factory_id: string;
      /**
       * @description Name of the copy (inferred).
       * @example h264_copy
       */
      profile_name: string;
    };
    /** @description A page of workflows. */
    PaginatedWorkflowsCollection: {
      /** @description The workflows of this page, which have the form of profiles. */
      workflows?: components["schemas"]["Profile"][] | null;
      page?: components["schemas"]["PageNumber"];
      per_page?: components["schemas"]["PageSize"];
      total?: components["schemas"]["Total"];
    };
    /**
     * @description Events that a factory reports, and the URL that they are posted to. There is one object for each
     *     factory. Some clients declare all fields as required.
     */
    NotificationSettings: {
      /**
       * @description URL that messages are posted to. For a new factory of 3.0 the text `null` has been seen; a
       *     JSON null is possible as well.
       * @example http://super-app.io/notifications
       */
      url?: string | null | undefined;
      /**
       * @description Initial delay, which determines the number and frequency of repeated deliveries. In seconds
       *     (inferred).
       * @example 10
       */
      delay?: number | null | undefined;
      /**
       * @description Whether messages include data of the video.
       * @example false
       */
      send_video_payload?: boolean | null | undefined;
      events?: components["schemas"]["NotificationEvents"] | undefined;
    };
    /** @description Parts that the upload lacks. */
    MissingParts: {
      /**
       * @description Numbers of the parts that have not arrived, starting at 0. Empty when all parts have
       *     arrived.
       * @example [
       *       1,
       *       2
       *     ]
       */
      readonly missing_parts?: number[];
      /**
       * @description Id of the finished video, possibly without `missing_parts`.
       * @example 3fca3b5bc98506178df801281e3e8cf1
       */
      readonly media_id?: string | null;
      /**
       * @description State of the video, seen instead of the other fields when all parts have arrived. It says
       *     nothing about the parts.
       * @example processing
       */
      readonly status?: string | null;
    };
    /**
     * @description Reports that a video was imported, or that this failed. Messages are not signed: fetch the video
     *     by its id before trusting them. With `send_video_payload` there are more fields, whose names are
     *     not documented.
     */
    VideoCreatedMessage: {
      /**
       * @description Name of the event.
       * @constant
       */
      event: "video-created";
      /**
       * @description Id of the video.
       * @example 4147fd6f38fb552c38aba1e2b6923892
       */
      video_id: string;
      encoding_ids?: components["schemas"]["IndexedIds"];
    };
    /**
     * @description Reports that all encodings of a video have finished, successfully or not. Sent again when an
     *     encoding is added later. The `status` of the video is that of its import. With
     *     `send_video_payload` there are more fields, whose names are not documented.
     */
    VideoEncodedMessage: {
      /**
       * @description Name of the event.
       * @constant
       */
      event: "video-encoded";
      /**
       * @description Id of the video.
       * @example 4147fd6f38fb552c38aba1e2b6923892
       */
      video_id: string;
      encoding_ids?: components["schemas"]["IndexedIds"];
    };
    /**
     * @description Reports the progress of an encoding. With `send_video_payload` there are more fields, whose
     *     names are not documented.
     */
    EncodingProgressMessage: {
      /**
       * @description Name of the event.
       * @constant
       */
      event: "encoding-progress";
      /**
       * @description Id of the encoding.
       * @example 0b0cbf12f9541c6c2d5d20fdb494ba17
       */
      encoding_id: string;
      /**
       * @description Id of the video. Not confirmed; one client expects it.
       * @example 4147fd6f38fb552c38aba1e2b6923892
       */
      video_id?: string;
      /**
       * @description Progress in percent. On the wire it is text, like every form value.
       * @example 23
       */
      progress: number;
    };
    /**
     * @description Reports that an encoding has finished, with status `success` or `fail`. With
     *     `send_video_payload` there are more fields, whose names are not documented.
     */
    EncodingCompleteMessage: {
      /**
       * @description Name of the event. The service sends `encoding-complete`; one client expects
       *     `encoding-completed`, so accept both.
       * @enum {string}
       */
      event: "encoding-complete" | "encoding-completed";
      /**
       * @description Id of the encoding.
       * @example 6e2a18dfa05645cc759f9b9bd51d8c94
       */
      encoding_id: string;
      /**
       * @description Id of the video. Not confirmed; one client expects it.
       * @example 4147fd6f38fb552c38aba1e2b6923892
       */
      video_id?: string;
    };
    /**
     * @description Number of this page, starting at 1.
     * @example 1
     */
    PageNumber: number;
    /**
     * @description Number of entries per page.
     * @example 100
     */
    PageSize: number;
    /**
     * @description Number of entries on all pages.
     * @example 3
     */
    Total: number;
    /** @description Body of an error response. An internal error (500) may have no body. */
    ApiError: {
      /**
       * @description Name of the error, in 3.0: `BadRequest`, `NotAuthorized`, `RecordNotFound`,
       *     `FileSizeLimitExceeded`, or `InternalError`. Others may appear.
       * @example RecordNotFound
       */
      error: string;
      /**
       * @description Description of the error, in English. May be empty.
       * @example Couldn't find Video with ID=4147fd6f38fb552c38aba1e2b6923892
       */
      message: string;
    };
    /**
     * @description Kind of storage: 0 Amazon S3, 1 Google Cloud Storage, 2 FTP, 5 Google interoperability,
     *     7 Flip storage, 8 FASP, 9 Azure Blob.
     * @enum {integer}
     */
    StorageProvider: 0 | 1 | 2 | 5 | 7 | 8 | 9;
    /** @description Account of a storage such as an FTP server. Never returned. */
    StorageCredentials: {
      /**
       * @description Name of the server.
       * @example ftp.example.org
       */
      host?: string | undefined;
      /**
       * @description Port of the server.
       * @example 21
       */
      port?: number | undefined;
      /**
       * @description Name of the user.
       * @example flip
       */
      username?: string | undefined;
      /**
       * @description Password of the user.
       * @example example
       */
      password?: string | undefined;
    };
    /**
     * @description Template of the keys of the files, without extension. The service defaults to `:id`. Tokens:
     *     `:id` (required; id of the encoding or, for the source, of the video), `:video_id`, `:original`
     *     (original file name), `:date` (`2009-10-09`), `:profile` (profile name, or `original`), `:type`
     *     (`original` or `encodings`), `:resolution` (`480x340`).
     * @example :video_id/:profile/:id
     */
    PathFormat: string;
    /**
     * @description Free text stored with the video, at most 256 characters.
     * @example order-1234
     */
    Payload: string;
    /** @description An additional input file of a video. Declared by one client. Not documented. */
    VideoExtraFile: {
      /**
       * @description Type of the file.
       * @example subtitles
       */
      file_type?: string | undefined;
      /**
       * @description URL of the file.
       * @example http://files.com/my_video.srt
       */
      url?: string | undefined;
      /** @description Not documented. */
      input_path?: string | undefined;
    };
    /**
     * @description Variables for the profiles, as text by name.
     * @example {
     *       "language": "en"
     *     }
     */
    ExtraVariables: {
      [key: string]: string;
    };
    /**
     * @description Id of the store that outputs are written to, instead of that of the factory. Provider and region
     *     must be those of the factory. Declared by clients since 2019.
     */
    StoreId: string;
    /**
     * @description - `processing`: queued or in progress
     *     - `success`: finished
     *     - `fail`: failed; see `error_class` and `error_message` for the reason
     * @enum {string}
     */
    JobStatus: "processing" | "success" | "fail";
    /** @description An extra file of an upload session, such as subtitles. */
    ExtraFile: {
      /**
       * @description Tag that identifies the file in the session, and its purpose. The clients number several
       *     files with the same tag: `subtitles.index-0`, `subtitles.index-1`.
       * @example subtitles
       */
      tag: string;
      /**
       * @description Name of the file, without directories.
       * @example english.srt
       */
      file_name: string;
      /**
       * Format: int64
       * @description Size of the file in bytes.
       * @example 81230
       */
      file_size: number;
    };
    /** @description Number of pixels, or text with the unit `px` or `%`. */
    Distance: number | string;
    /**
     * @description A count. Declared as a number by most clients, and as decimal text by one that works with the
     *     service; accept both.
     * @example 5
     */
    Count: number | string;
    /** @description How an extra file is split into parts. */
    UploadExtraFile: {
      /** @description Number of parts. */
      readonly parts?: components["schemas"]["Count"];
      /** @description Number of bytes per part. */
      readonly part_size?: components["schemas"]["Count"];
      /** @description Tag of the file. Read by one client. */
      readonly tag?: string;
      /** @description Name of the file. Read by one client. */
      readonly name?: string;
    };
    /**
     * @description Id of the profile to use.
     * @example aaaabbbbccccddddeeeeffff00001111
     */
    EncodingProfileId: string;
    /**
     * @description Name of the profile to use.
     * @example h264
     */
    EncodingProfileName: string;
    /**
     * @description `processing`, `success`, or `fail`. With `precise_status=true` there are other values, which are
     *     not documented.
     */
    EncodingStatus: components["schemas"]["JobStatus"] | string;
    /**
     * @description Fields of a profile that name the output, select the section to encode, and add pictures and
     *     text.
     */
    ProfileOutputFields: {
      /**
       * @description Machine-readable name, unique in the factory. Names that match `[A-Za-z0-9._-]+` are safe in
       *     paths.
       * @example h264_1
       */
      name?: string | null | undefined;
      /**
       * @description Human-readable name.
       * @example MP4 (H.264)
       */
      title?: string | null | undefined;
      /**
       * @description Extension of the output, including the dot.
       * @example .mp4
       */
      extname?: string | null | undefined;
      /**
       * @description Template of the directory of the outputs. Its tokens are presumably those of `path_format`
       *     (not confirmed).
       * @example :video_id/:profile
       */
      outputs_path_format?: string | null | undefined;
      /** @description Language (inferred from the name). */
      lang?: string | null | undefined;
      /**
       * @description Duration of the section to encode, `HH:MM:SS`.
       * @example 00:20:00
       */
      clip_length?: string | null | undefined;
      /**
       * @description Start of the section to encode, `HH:MM:SS`.
       * @example 00:00:10
       */
      clip_offset?: string | null | undefined;
      /**
       * @description Timecode of the end of the section to encode, `HH:MM:SS`.
       * @example 00:20:10
       */
      clip_end?: string | null | undefined;
      /** @description Timecode at which the output starts (inferred from the name). */
      starting_timecode?: string | null | undefined;
      /**
       * @description Whether `clip_offset` and `clip_end` are relative to the start timecode of the input
       *     (`true`) or to 00:00:00 (`false`).
       * @example false
       */
      use_source_timecode?: boolean | null | undefined;
      /**
       * @description Whether frames are decoded before seeking.
       * @example false
       */
      seek_decoded?: boolean | null | undefined;
      /**
       * @description Clips that are inserted before the video. Their structure is not documented, and clients
       *     disagree about it: an object, text, or a list of texts.
       */
      bumpers?: Record<string, unknown> | string | unknown[] | null | undefined;
      /** @description Clips that are appended to the video. As `bumpers`, not documented. */
      trailers?: Record<string, unknown> | string | unknown[] | null | undefined;
      /** @description Whether the clips before the video are watermarked (inferred from the name). */
      watermark_bumpers?: string | boolean | null | undefined;
      /** @description Whether the clips after the video are watermarked (inferred from the name). */
      watermark_trailers?: string | boolean | null | undefined;
      /**
       * @description Positions of the screenshots, in seconds or frames, separated by commas.
       * @example 2s, 10s, 250f, 400f
       */
      frame_offsets?: string | null | undefined;
      /**
       * @description Distance between screenshots, in frames or seconds.
       * @example 300f
       */
      frame_interval?: string | null | undefined;
      /**
       * @description How subtitles are handled: added as separate streams (`add`), or burned into the picture
       *     from the first subtitle file (`burn`).
       * @example add
       * @enum {string|null}
       */
      closed_captions?: "add" | "burn" | null | undefined;
      /**
       * Format: uri
       * @description URL of the watermark image.
       * @example https://files.example/watermark.png
       */
      watermark_url?: string | null | undefined;
      /**
       * @description Distance of the watermark from the top edge, in pixels or `%`. The service defaults to 0.
       *     Omit it if `watermark_bottom` is given (inferred).
       * @example 10
       */
      watermark_top?: string | null | undefined;
      /**
       * @description Distance of the watermark from the bottom edge, in pixels or `%`. The service defaults to 0.
       * @example 5%
       */
      watermark_bottom?: string | null | undefined;
      /**
       * @description Distance of the watermark from the left edge, in pixels or `%`. The service defaults to 0.
       *     Omit it if `watermark_right` is given (inferred).
       * @example 10
       */
      watermark_left?: string | null | undefined;
      /**
       * @description Distance of the watermark from the right edge, in pixels or `%`. The service defaults to 0.
       * @example 5%
       */
      watermark_right?: string | null | undefined;
      /**
       * @description Width of the watermark, in pixels or `%`. If unset, the width of the image is used.
       * @example 100
       */
      watermark_width?: string | null | undefined;
      /**
       * @description Height of the watermark, in pixels or `%`. If unset, the height of the image is used.
       * @example 40
       */
      watermark_height?: string | null | undefined;
    };
    /**
     * @description Fields of a profile that define the picture and its encoder. Size, rates, and key frames are
     *     fields of `Profile` and `ProfileSettings`.
     */
    ProfileVideoFields: {
      /**
       * @description Whether an input that is smaller than the profile is enlarged. The service defaults to
       *     `true`.
       * @example true
       */
      upscale?: boolean | null | undefined;
      /**
       * @description How the picture is fitted into the frame. The service defaults to `letterbox`.
       * @example letterbox
       */
      aspect_mode?: components["schemas"]["AspectMode"] | null | undefined;
      /**
       * @description Display aspect ratio. Unset by default.
       * @example 16:9
       */
      aspect_ratio?: string | null | undefined;
      /**
       * @description Number of pixels cropped from the top of the input.
       * @example 8
       */
      crop_input_top?: string | number | null | undefined;
      /**
       * @description Number of pixels cropped from the bottom of the input.
       * @example 8
       */
      crop_input_bottom?: string | number | null | undefined;
      /**
       * @description Number of pixels cropped from the left of the input.
       * @example 8
       */
      crop_input_left?: string | number | null | undefined;
      /**
       * @description Number of pixels cropped from the right of the input.
       * @example 8
       */
      crop_input_right?: string | number | null | undefined;
      /**
       * @description Width of the cropped input in pixels.
       * @example 1280
       */
      crop_input_width?: string | number | null | undefined;
      /**
       * @description Height of the cropped input in pixels.
       * @example 720
       */
      crop_input_height?: string | number | null | undefined;
      /**
       * @description Size of the rate-control buffer, presumably in bits (not confirmed). Unset by default.
       * @example 1000000
       */
      buffer_size?: number | string | null | undefined;
      /**
       * @description How interlaced input is deinterlaced: with the same or with twice the frame rate. Unset by
       *     default.
       * @example keep_fps
       * @enum {string|null}
       */
      deinterlace?: "keep_fps" | "double_fps" | null | undefined;
      /** @description Not documented. */
      deinterlace_frames?: string | null | undefined;
      /**
       * @description Makes the output interlaced. The value is the field that comes first.
       * @example top
       * @enum {string|null}
       */
      interlace?: "top" | "bottom" | null | undefined;
      /**
       * @description Speed of the encoder.
       * @example medium
       * @enum {string|null}
       */
      codec_preset?:
        | "ultrafast"
        | "superfast"
        | "veryfast"
        | "faster"
        | "fast"
        | "medium"
        | "slow"
        | "slower"
        | "veryslow"
        | "placebo"
        | null
        | undefined;
      /**
       * @description H.264 profile.
       * @example high
       * @enum {string|null}
       */
      h264_profile?:
        | "baseline"
        | "main"
        | "high"
        | "high10"
        | "high422"
        | "high444"
        | null
        | undefined;
      /**
       * @description H.264 level. Whole levels are documented with and without `.0`.
       * @example 3.1
       * @enum {string|null}
       */
      h264_level?:
        | "1"
        | "1.0"
        | "1b"
        | "1.1"
        | "1.2"
        | "1.3"
        | "2"
        | "2.0"
        | "2.1"
        | "2.2"
        | "3"
        | "3.0"
        | "3.1"
        | "3.2"
        | "4"
        | "4.0"
        | "4.1"
        | "4.2"
        | "5"
        | "5.0"
        | "5.1"
        | null
        | undefined;
      /**
       * @description Kind of content that x264 is tuned for.
       * @example film
       * @enum {string|null}
       */
      h264_tune?:
        | "film"
        | "animation"
        | "grain"
        | "psnr"
        | "ssim"
        | "fastdecode"
        | "zerolatency"
        | null
        | undefined;
      /**
       * @description Additional x264 options.
       * @example ref=4:bframes=3
       */
      x264_options?: string | null | undefined;
      /**
       * @description Additional x265 options.
       * @example ref=4:bframes=3
       */
      x265_options?: string | null | undefined;
      /** @description Pixel format (inferred from the name). */
      pixel_format?: string | null | undefined;
      /** @description Flags of the scaler. */
      sws_flags?: string | null | undefined;
      /** @description Not documented. */
      color_metadata?: string | boolean | null | undefined;
      /**
       * @description AVC-Intra class.
       * @example 100
       * @enum {string|null}
       */
      avcintra_class?: "50" | "100" | null | undefined;
      /**
       * @description DNxHD type.
       * @example 145
       * @enum {string|null}
       */
      dnxhd_type?:
        | "36"
        | "45"
        | "60"
        | "75"
        | "90"
        | "90x"
        | "110"
        | "115"
        | "120"
        | "145"
        | "175x"
        | "175"
        | "185x"
        | "185"
        | "220x"
        | "220"
        | null
        | undefined;
      /** @description IMX type (inferred from the name). */
      imx_type?: string | null | undefined;
      /** @description ProRes format (inferred from the name). */
      prores_format?: string | null | undefined;
      /** @description XDCAM format (inferred from the name). */
      xdcam_format?: string | null | undefined;
    };
    /** @description Fields of a profile for the frame rate converters Tachyon and Telestream. */
    ProfileFrameRateFields: {
      /**
       * @description Frame rate converter.
       * @example tachyon
       * @enum {string|null}
       */
      advanced_fps_conversion?: "telestream" | "tachyon" | null | undefined;
      /** @description Whether 2:2 pulldown may be inserted. */
      tachyon_allow_add_2_2pd?: boolean | null | undefined;
      /** @description Whether 4:4 pulldown may be inserted. */
      tachyon_allow_add_4_4pd?: boolean | null | undefined;
      /** @description Whether 2:3 pulldown may be inserted. */
      tachyon_allow_add_4_6pd?: boolean | null | undefined;
      /** @description Whether adaptive pulldown may be inserted. */
      tachyon_allow_add_adaptive_pd?: boolean | null | undefined;
      /** @description Whether Euro pulldown (24p to 50i) may be inserted. */
      tachyon_allow_add_euro_pd?: boolean | null | undefined;
      /** @description Whether standard pulldown may be inserted. */
      tachyon_allow_add_standard_pd?: boolean | null | undefined;
      /** @description Whether pulldown is removed. */
      tachyon_allow_remove_pulldown?: boolean | null | undefined;
      /** @description Sensitivity of the scene cut detection. */
      tachyon_cut_detection_sensitivity?: number | null | undefined;
      /** @description Whether combing that was caused by a broken 3:2 cadence is removed. */
      tachyon_enable_post_pulldown_filter?: boolean | null | undefined;
      /**
       * @description Size of the blending zones.
       * @example auto
       * @enum {string|null}
       */
      tachyon_fallback_size?: "small" | "medium" | "large" | "xlarge" | "auto" | null | undefined;
      /**
       * @description Size of a motion block.
       * @example auto
       * @enum {string|null}
       */
      tachyon_mblock_size?:
        | "mb16"
        | "mb32"
        | "mb64"
        | "mb128"
        | "mb256"
        | "auto"
        | null
        | undefined;
      /** @description Whether chroma noise is reduced during the analysis. */
      tachyon_media_hint_has_chroma_noise?: boolean | null | undefined;
      /** @description Whether the content is a cartoon. */
      tachyon_media_hint_is_cartoon?: boolean | null | undefined;
      /** @description Whether pulldown is detected with lower thresholds. */
      tachyon_more_sensitive_remove_pulldown?: boolean | null | undefined;
      /**
       * @description Confidence in motion vectors.
       * @example auto
       * @enum {string|null}
       */
      tachyon_motion_amount?:
        | "xlow"
        | "low"
        | "medium"
        | "high"
        | "xhigh"
        | "auto"
        | null
        | undefined;
      /**
       * @description Size of a block.
       * @example 16x16
       * @enum {string|null}
       */
      telestream_block_size?: "16x16" | "24x24" | "32x32" | null | undefined;
      /**
       * @description Scale of the blur, 0 to 4.
       * @example 1
       */
      telestream_blur_scaler?: string | number | null | undefined;
      /**
       * @description Scale of the cost, 0 to 4.
       * @example 1
       */
      telestream_cost_scaler?: string | number | null | undefined;
      /**
       * @description Scale of the search length, 0 to 2.
       * @example 1
       */
      telestream_search_length_scaler?: string | number | null | undefined;
      /** @description Not documented. */
      telestream_subpel_mode?: string | boolean | null | undefined;
    };
    /** @description Fields of a profile that define the audio. */
    ProfileAudioFields: {
      /**
       * @description Audio bit rate in bit/s. The service documents this unit; API 3.0 counts kbit/s.
       * @example 128000
       */
      audio_bitrate?: number | null | undefined;
      /**
       * @description Number of audio channels. Unset by default.
       * @example 2
       */
      audio_channels?: number | null | undefined;
      /**
       * @description Speaker layout.
       * @example stereo
       * @enum {string|null}
       */
      audio_channels_layout?:
        | "1.0"
        | "2.0"
        | "2.1"
        | "3.0"
        | "3.0(back)"
        | "3.1"
        | "4.0"
        | "4.1"
        | "quad"
        | "5.0"
        | "5.0(side)"
        | "5.1(side)"
        | "6.0"
        | "6.1"
        | "7.0"
        | "7.1"
        | "mono"
        | "stereo"
        | null
        | undefined;
      /**
       * @description Number of channels in each track.
       * @example 2
       */
      audio_channels_per_track?: string | number | null | undefined;
      /**
       * @description Audio encoder.
       * @example libfdk_aac
       * @enum {string|null}
       */
      audio_codec?:
        | "libmp3lame"
        | "libvorbis"
        | "libfdk_aac"
        | "dib_ac3"
        | "pcm_s16le"
        | "mp2"
        | "ac3"
        | "eac3"
        | null
        | undefined;
      /**
       * @description PCM sample format.
       * @example pcm_s16le
       * @enum {string|null}
       */
      audio_format?: "pcm_s24le" | "pcm_s16le" | null | undefined;
      /** @description Not documented. */
      audio_map?: string | null | undefined;
      /** @description Profile of the audio codec. */
      audio_profile?: string | null | undefined;
      /** @description Not documented. */
      audio_stream_id?: string | number | null | undefined;
      /**
       * @description Number of audio streams.
       * @example 1
       */
      audio_streams?: number | null | undefined;
      /**
       * @description Whether several audio streams are merged into one (inferred from the name). Text in this
       *     API, a boolean in API 3.0.
       */
      merge_audio_streams?: string | boolean | null | undefined;
      /**
       * @description Whether audio is removed. The service defaults to `false`.
       * @example false
       */
      mute_audio_tracks?: boolean | null | undefined;
    };
    /** @description Fields of a profile for Dolby Digital Plus (E-AC-3). */
    ProfileDolbyFields: {
      /**
       * @description Type of the analog-to-digital converter.
       * @example standard
       * @enum {string|null}
       */
      eac3_analog_to_digital_converter_type?: "standard" | "hdcd" | null | undefined;
      /**
       * @description Type of the audio service.
       * @example m0
       * @enum {string|null}
       */
      eac3_bitstream_mode?:
        | "m0"
        | "m1"
        | "m2"
        | "m3"
        | "m4"
        | "m5"
        | "m6"
        | "m7"
        | null
        | undefined;
      /** @description Whether the stream is marked as protected by copyright. */
      eac3_copyright_protected?: boolean | null | undefined;
      /**
       * @description Dialogue level.
       * @example 27
       */
      eac3_dialog_normalization?: number | null | undefined;
      /**
       * @description Dynamic range control in line mode.
       * @example p1
       * @enum {string|null}
       */
      eac3_drc_line_mode_profile?: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | null | undefined;
      /**
       * @description Dynamic range control in RF mode.
       * @example p1
       * @enum {string|null}
       */
      eac3_drc_rf_mode_profile?: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | null | undefined;
      /** @description Whether a 120 Hz low-pass filter is applied to the low-frequency channel. */
      eac3_enable_lfe_low_pass_filter?: boolean | null | undefined;
      /** @description Whether trusted metadata is written. */
      eac3_evolution_enable?: boolean | null | undefined;
      /**
       * @description Level of the center channel in a Lo/Ro downmix.
       * @example c4
       * @enum {string|null}
       */
      eac3_lo_ro_center_mix_level?:
        | "c0"
        | "c1"
        | "c2"
        | "c3"
        | "c4"
        | "c5"
        | "c6"
        | "c7"
        | null
        | undefined;
      /**
       * @description Level of the surround channels in a Lo/Ro downmix.
       * @example c4
       * @enum {string|null}
       */
      eac3_lo_ro_surround_mix_level?: "c3" | "c4" | "c5" | "c6" | "c7" | null | undefined;
      /**
       * @description Level of the center channel in an Lt/Rt downmix.
       * @example c4
       * @enum {string|null}
       */
      eac3_lt_rt_center_mix_level?:
        | "c0"
        | "c1"
        | "c2"
        | "c3"
        | "c4"
        | "c5"
        | "c6"
        | "c7"
        | null
        | undefined;
      /**
       * @description Level of the surround channels in an Lt/Rt downmix.
       * @example c4
       * @enum {string|null}
       */
      eac3_lt_rt_surround_mix_level?: "c3" | "c4" | "c5" | "c6" | "c7" | null | undefined;
      /**
       * @description Mixing level of the room.
       * @example 105
       */
      eac3_mixing_level?: number | null | undefined;
      /** @description Whether the surround channels are phase shifted. */
      eac3_ninety_degree_phase_shift?: boolean | null | undefined;
      /** @description Whether the stream is marked as an original. */
      eac3_original_bitstream?: boolean | null | undefined;
      /**
       * @description Type of the mixing room.
       * @example m0
       * @enum {string|null}
       */
      eac3_room_type?: "m0" | "m1" | "m2" | null | undefined;
      /**
       * @description Preferred stereo downmix.
       * @example m0
       * @enum {string|null}
       */
      eac3_stereo_downmix_preference?: "m0" | "m1" | "m2" | "m3" | null | undefined;
      /**
       * @description Surround EX mode.
       * @example m0
       * @enum {string|null}
       */
      eac3_surround_ex_mode?: "m0" | "m1" | "m2" | null | undefined;
      /** @description Whether the surround channels are attenuated by 3 dB. */
      eac3_three_decibel_attenuation?: boolean | null | undefined;
    };
    /** @description Fields of a profile for HLS, MPEG-DASH, Smooth Streaming, and MPEG transport streams. */
    ProfilePackagingFields: {
      /**
       * @description Names of the profiles that an HLS playlist includes, separated by commas. `*` matches any
       *     text. The service defaults to `hls.*`.
       * @example hls.iphone*,hls.audio
       */
      variants?: string | null | undefined;
      /**
       * @description Type of the HLS playlist.
       * @example iframe
       * @enum {string|null}
       */
      playlist_type?: "iframe" | "iframe-only" | null | undefined;
      /**
       * @description Duration of a segment in seconds, 2 to 60.
       * @example 10
       */
      segment_time?: string | number | null | undefined;
      /** @description Whether HLS segments are byte ranges of one file (inferred from the name). */
      byte_range_requests?: string | boolean | null | undefined;
      /**
       * @description Whether HLS output is encrypted.
       * @example false
       */
      encryption?: boolean | null | undefined;
      /**
       * @description MPEG-DASH profile.
       * @example live
       * @enum {string|null}
       */
      dash_profile?: "live" | "on-demand" | null | undefined;
      /** @description MPEG packet id of the audio. */
      audio_pid?: string | null | undefined;
      /** @description MPEG packet id of the video. */
      video_pid?: string | null | undefined;
      /** @description MPEG packet id of the program map table. */
      pmt_pid?: string | null | undefined;
      /** @description MPEG packet ids (inferred from the name). */
      ts_pids?: string | null | undefined;
      /** @description Rate of an MPEG transport stream (inferred from the name). The unit is not documented. */
      transport_rate?: string | null | undefined;
      /** @description Size of a buffer in packets (inferred from the name). */
      buffer_size_in_packets?: string | null | undefined;
      /** @description Whether an edit list is written (inferred from the name). */
      use_editlist?: string | boolean | null | undefined;
    };
    /**
     * @description Preset that a profile is based on, as one client of the service lists them. Adaptive streams
     *     consist of several profiles: a playlist (`hls.variant.playlist`) includes its variants by their
     *     names.
     * @enum {string}
     */
    PresetName:
      | "aac"
      | "avc.intra"
      | "crocodoc"
      | "dash.variant"
      | "dash.variant.audio"
      | "dash.variant.webvtt"
      | "dash.variant.ttml"
      | "dash.variant.playlist"
      | "dash.variant.nvenc"
      | "dash.muxer"
      | "dash.muxer.audio"
      | "dnxhd"
      | "h264"
      | "h264.baseline"
      | "h264.nvenc.telestream.mov"
      | "h264.nvenc"
      | "h265"
      | "h265.4K"
      | "hls.muxer"
      | "hls.muxer.audio"
      | "hls.variant"
      | "hls.variant.audio"
      | "hls.variant.playlist"
      | "hls.variant.nvenc"
      | "hls.variant.webvtt"
      | "hss"
      | "hss.variant"
      | "hss.variant.audio"
      | "hss.variant.playlist"
      | "imx"
      | "iphone_and_ipad"
      | "jpeg"
      | "m4a"
      | "mp3"
      | "mpeg2"
      | "mpegps"
      | "mpegts.h264"
      | "mpegts.mpeg2"
      | "oga"
      | "ogg"
      | "png"
      | "prores422"
      | "quick_one_thumbnail"
      | "thumbnail"
      | "transcript"
      | "vorbis"
      | "webm"
      | "webm.vp8"
      | "webm.vp9"
      | "xdcam";
    /** @description Events to report. Each of them is disabled initially. */
    NotificationEvents: {
      /**
       * @description A video was imported, or importing it failed. Delivered as `video-created`.
       * @example true
       */
      video_created?: boolean | undefined;
      /**
       * @description All encodings of a video have finished, successfully or not. Delivered as `video-encoded`.
       * @example true
       */
      video_encoded?: boolean | undefined;
      /**
       * @description Progress, about every 10 s while encoding. Delivered as `encoding-progress`.
       * @example true
       */
      encoding_progress?: boolean | undefined;
      /**
       * @description An encoding has finished, successfully or not. Delivered as `encoding-complete`, without the
       *     d.
       * @example true
       */
      encoding_completed?: boolean | undefined;
    };
    /**
     * @description Ids keyed by their index, `encoding_ids[0]=…&encoding_ids[1]=…` on the wire. Some form parsers
     *     turn them into a list.
     * @example {
     *       "0": "6e2a18dfa05645cc759f9b9bd51d8c94",
     *       "1": "0b0cbf12f9541c6c2d5d20fdb494ba17"
     *     }
     */
    IndexedIds: {
      [key: string]: string;
    };
    /**
     * @description How the picture is fitted into the frame of the profile.
     *
     *     - `preserve`: keeps the size and the aspect ratio
     *     - `constrain`: keeps the aspect ratio, without bars
     *     - `letterbox`: keeps the aspect ratio, with bars at the top and bottom
     *     - `pad`: keeps the aspect ratio, with bars that fill the frame
     *     - `fill`: keeps the aspect ratio, fills the frame, and cuts off the rest. The clients of the
     *       service name it `fill (crop)`, which may be a mistake of their description; `crop` is the
     *       name in API 3.0
     *     - `stretch`: fills the frame, without keeping the aspect ratio (inferred from the name)
     *     - `center`: not documented
     * @enum {string}
     */
    AspectMode:
      | "preserve"
      | "constrain"
      | "letterbox"
      | "pad"
      | "fill"
      | "fill (crop)"
      | "crop"
      | "stretch"
      | "center";
  };
  responses: {
    /** @description The request is malformed, or lacks what the service requires. */
    BadRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The API key is missing or not valid, or the host belongs to another region. Not confirmed in
     *     this API; the status and the body are inferred from 3.0.
     */
    NotAuthorized: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description An internal error of the service. The body may be empty. */
    InternalError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description Any other error. No other status is documented. An intermediate proxy may send a body that is
     *     not JSON.
     */
    UnexpectedError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The account is not allowed to do this. The body is inferred. */
    Forbidden: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The factory does not exist. */
    FactoryNotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The factory does not exist, or it has no such profile. */
    ProfileNotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The file is larger than the account allows. Not confirmed in this API; 3.0 allows 10 MiB for a
     *     free account.
     */
    FileSizeLimitExceeded: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The request is malformed, or the video does not have status `success`. */
    VideoRejected: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The factory does not exist, or it has no such video. */
    VideoNotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The request has no `Content-Length`. An empty body needs `Content-Length: 0`. Not confirmed in
     *     this API; seen in its predecessors. The body of this response is not documented.
     */
    LengthRequired: {
      headers: {
        [name: string]: unknown;
      };
      content?: never;
    };
    /**
     * @description The request is malformed, the encoding is older than 30 days, or its source video is. An
     *     encoding cannot be created for a video that failed.
     */
    EncodingRejected: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The factory does not exist, or it has no such video or profile. */
    VideoOrProfileNotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The factory does not exist, or it has no such encoding. */
    EncodingNotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The factory does not exist, or it has no such encoding or profile. */
    EncodingOrProfileNotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The preset or the factory does not exist. */
    PresetNotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The response to the part that completes the upload is the video. The response to any other part
     *     of a multi-chunk upload has an empty body.
     */
    UploadAccepted: {
      headers: {
        Location: components["headers"]["Location"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Video"];
      };
    };
    /**
     * @description The bytes were stored, but more are missing. In a streaming upload, `Range` contains the bytes
     *     that the service has. Without `Range`, it has none yet.
     */
    UploadIncomplete: {
      headers: {
        Range: components["headers"]["Range"];
        Location: components["headers"]["Location"];
        [name: string]: unknown;
      };
      content?: never;
    };
    /**
     * @description The upload node does not understand the request. Do not repeat it. Not confirmed; the body is
     *     inferred.
     */
    UploadRefused: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The upload session does not exist. It may have been aborted or have expired. Not confirmed; the
     *     body is inferred.
     */
    SessionNotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
  };
  parameters: {
    /**
     * @description Whether the response includes `storage_provider`.
     * @example true
     */
    WithStorageProvider: boolean;
    /**
     * @description Page of the list, starting at 1.
     * @example 1
     */
    Page: number;
    /**
     * @description Number of entries per page. At most 100 in 3.0; the limit of 3.1 is not confirmed.
     * @example 20
     */
    PerPage: number;
    /**
     * @description Whether the response includes the keys of the screenshots.
     * @example true
     */
    Screenshots: boolean;
    /**
     * @description Whether `status` is more detailed than `processing`, `success`, and `fail`. Which values there
     *     are is not documented.
     * @example true
     */
    PreciseStatus: boolean;
    /**
     * @description Only encodings with this status.
     * @example success
     */
    Status: components["schemas"]["JobStatus"];
    /**
     * @description Only encodings made with the profile that has this id.
     * @example aaaabbbbccccddddeeeeffff00001111
     */
    FilterProfileId: string;
    /**
     * @description Only encodings made with the profile that has this name.
     * @example h264
     */
    FilterProfileName: string;
    /**
     * @description Only encodings of the video that has this id.
     * @example 4147fd6f38fb552c38aba1e2b6923892
     */
    FilterVideoId: string;
    /**
     * @description Whether the response includes fields that have their default value.
     * @example true
     */
    Expand: boolean;
    /**
     * @description Whether the response excludes advanced services. Which ones these are is not documented.
     * @example true
     */
    ExcludeAdvancedServices: boolean;
    /**
     * @description Streaming only. `bytes S-E/L`: the first and last byte sent, starting at 0, and the size of the
     *     file. `bytes *\/L` with an empty body queries how much has arrived.
     */
    ContentRange: string;
    /**
     * @description Multi-chunk only. Number of the part, starting at 0.
     * @example 0
     */
    PartNumber: number;
    /**
     * @description Multi-chunk only. Tag of the extra file, as it was declared when the session was created.
     *     Omitted or empty for the main file.
     */
    ExtraFileTag: string;
  };
  requestBodies: never;
  headers: {
    /**
     * @description New location of the session, if the service moved it. Use it from then on.
     * @example http://vm-37gup6.upload.pandastream.com/upload/session?id=abcdefgh
     */
    Location: string;
    /**
     * @description First and last byte that the service has, without `bytes=`. Continue with the byte after the
     *     last one.
     * @example 0-4
     */
    Range: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listFactories: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes `storage_provider`.
         * @example true
         */
        with_storage_provider?: components["parameters"]["WithStorageProvider"] | undefined;
        /**
         * @description Page of the list, starting at 1.
         * @example 1
         */
        page?: components["parameters"]["Page"] | undefined;
        /**
         * @description Number of entries per page. At most 100 in 3.0; the limit of 3.1 is not confirmed.
         * @example 20
         */
        per_page?: components["parameters"]["PerPage"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of factories. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaginatedFactoryCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  createFactory: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes `storage_provider`.
         * @example true
         */
        with_storage_provider?: components["parameters"]["WithStorageProvider"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The settings of the factory. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["FactoryBody"];
      };
    };
    responses: {
      /** @description The new factory. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Factory"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getFactory: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes `storage_provider`.
         * @example true
         */
        with_storage_provider?: components["parameters"]["WithStorageProvider"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Id of the factory.
         * @example tg01xxxxxxxxxxxx
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The factory. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Factory"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["FactoryNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  updateFactory: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes `storage_provider`.
         * @example true
         */
        with_storage_provider?: components["parameters"]["WithStorageProvider"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Id of the factory.
         * @example tg01xxxxxxxxxxxx
         */
        id: string;
      };
      cookie?: never;
    };
    /** @description The settings to change. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["FactoryUpdate"];
      };
    };
    responses: {
      /** @description The updated factory. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Factory"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["FactoryNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  syncFactory: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the factory.
         * @example tg01xxxxxxxxxxxx
         */
        id: string;
      };
      cookie?: never;
    };
    /** @description Whether to synchronize. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["FactorySyncBody"];
      };
    };
    responses: {
      /** @description The state of the synchronization. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FactorySync"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["FactoryNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  listVideos: {
    parameters: {
      query?: {
        /**
         * @description Page of the list, starting at 1.
         * @example 1
         */
        page?: components["parameters"]["Page"] | undefined;
        /**
         * @description Number of entries per page. At most 100 in 3.0; the limit of 3.1 is not confirmed.
         * @example 20
         */
        per_page?: components["parameters"]["PerPage"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of videos. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaginatedVideoCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["FactoryNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  createVideo: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The source and the profiles. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateVideoBody"];
      };
    };
    responses: {
      /** @description The new video. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Video"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["ProfileNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  createUploadSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The file, and what happens to it. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["VideoUploadBody"];
      };
    };
    responses: {
      /** @description The session. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UploadSession"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["ProfileNotFound"];
      413: components["responses"]["FileSizeLimitExceeded"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  listQueuedVideos: {
    parameters: {
      query?: {
        /**
         * @description Page of the list, starting at 1.
         * @example 1
         */
        page?: components["parameters"]["Page"] | undefined;
        /**
         * @description Number of entries per page. At most 100 in 3.0; the limit of 3.1 is not confirmed.
         * @example 20
         */
        per_page?: components["parameters"]["PerPage"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of videos. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaginatedVideoCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["FactoryNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  resubmitVideo: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The video. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["ResubmitVideoBody"];
      };
    };
    responses: {
      /** @description The video was resubmitted. The body is empty. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["VideoRejected"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["VideoNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getVideo: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the video.
         * @example 4147fd6f38fb552c38aba1e2b6923892
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The video. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Video"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["VideoNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  deleteVideo: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the video.
         * @example 4147fd6f38fb552c38aba1e2b6923892
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The video was deleted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeletedResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["VideoNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  deleteVideoSource: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the video.
         * @example 4147fd6f38fb552c38aba1e2b6923892
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The source file was deleted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeletedResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["VideoNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  cancelVideo: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the video.
         * @example f4c526e2c15a57aebc9721aad258adbd
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Whether the video was canceled. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CanceledResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["VideoNotFound"];
      411: components["responses"]["LengthRequired"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  listVideoEncodings: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes the keys of the screenshots.
         * @example true
         */
        screenshots?: components["parameters"]["Screenshots"] | undefined;
        /**
         * @description Whether `status` is more detailed than `processing`, `success`, and `fail`. Which values there
         *     are is not documented.
         * @example true
         */
        precise_status?: components["parameters"]["PreciseStatus"] | undefined;
        /**
         * @description Page of the list, starting at 1.
         * @example 1
         */
        page?: components["parameters"]["Page"] | undefined;
        /**
         * @description Number of entries per page. At most 100 in 3.0; the limit of 3.1 is not confirmed.
         * @example 20
         */
        per_page?: components["parameters"]["PerPage"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Id of the video.
         * @example 4147fd6f38fb552c38aba1e2b6923892
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of encodings. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaginatedEncodingsCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["VideoNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getVideoMetadata: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the video.
         * @example 4147fd6f38fb552c38aba1e2b6923892
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The metadata. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["VideoMetadata"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["VideoNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getSignedVideoUrl: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the video.
         * @example 4147fd6f38fb552c38aba1e2b6923892
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The URL. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SignedUrl"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["VideoNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  listEncodings: {
    parameters: {
      query?: {
        /**
         * @description Only encodings with this status.
         * @example success
         */
        status?: components["parameters"]["Status"] | undefined;
        /**
         * @description Only encodings made with the profile that has this id.
         * @example aaaabbbbccccddddeeeeffff00001111
         */
        profile_id?: components["parameters"]["FilterProfileId"] | undefined;
        /**
         * @description Only encodings made with the profile that has this name.
         * @example h264
         */
        profile_name?: components["parameters"]["FilterProfileName"] | undefined;
        /**
         * @description Only encodings of the video that has this id.
         * @example 4147fd6f38fb552c38aba1e2b6923892
         */
        video_id?: components["parameters"]["FilterVideoId"] | undefined;
        /**
         * @description Whether the response includes the keys of the screenshots.
         * @example true
         */
        screenshots?: components["parameters"]["Screenshots"] | undefined;
        /**
         * @description Whether `status` is more detailed than `processing`, `success`, and `fail`. Which values there
         *     are is not documented.
         * @example true
         */
        precise_status?: components["parameters"]["PreciseStatus"] | undefined;
        /**
         * @description Page of the list, starting at 1.
         * @example 1
         */
        page?: components["parameters"]["Page"] | undefined;
        /**
         * @description Number of entries per page. At most 100 in 3.0; the limit of 3.1 is not confirmed.
         * @example 20
         */
        per_page?: components["parameters"]["PerPage"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of encodings. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaginatedEncodingsCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["FactoryNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  createEncoding: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes the keys of the screenshots.
         * @example true
         */
        screenshots?: components["parameters"]["Screenshots"] | undefined;
        /**
         * @description Whether `status` is more detailed than `processing`, `success`, and `fail`. Which values there
         *     are is not documented.
         * @example true
         */
        precise_status?: components["parameters"]["PreciseStatus"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The video and the profile. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateEncodingBody"];
      };
    };
    responses: {
      /** @description The new encoding, which is queued. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Encoding"];
        };
      };
      400: components["responses"]["EncodingRejected"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["VideoOrProfileNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  countEncodings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The number. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CountResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["FactoryNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getEncoding: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes the keys of the screenshots.
         * @example true
         */
        screenshots?: components["parameters"]["Screenshots"] | undefined;
        /**
         * @description Whether `status` is more detailed than `processing`, `success`, and `fail`. Which values there
         *     are is not documented.
         * @example true
         */
        precise_status?: components["parameters"]["PreciseStatus"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Id of the encoding.
         * @example 6e2a18dfa05645cc759f9b9bd51d8c94
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The encoding. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Encoding"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["EncodingNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  updateEncoding: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes the keys of the screenshots.
         * @example true
         */
        screenshots?: components["parameters"]["Screenshots"] | undefined;
        /**
         * @description Whether `status` is more detailed than `processing`, `success`, and `fail`. Which values there
         *     are is not documented.
         * @example true
         */
        precise_status?: components["parameters"]["PreciseStatus"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Id of the encoding.
         * @example 6e2a18dfa05645cc759f9b9bd51d8c94
         */
        id: string;
      };
      cookie?: never;
    };
    /** @description The profile. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateEncodingBody"];
      };
    };
    responses: {
      /** @description The updated encoding. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Encoding"];
        };
      };
      400: components["responses"]["EncodingRejected"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["EncodingOrProfileNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  deleteEncoding: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the encoding.
         * @example 6e2a18dfa05645cc759f9b9bd51d8c94
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The encoding was deleted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeletedResult"];
        };
      };
      400: components["responses"]["EncodingRejected"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["EncodingNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  cancelEncoding: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the encoding.
         * @example 0b0cbf12f9541c6c2d5d20fdb494ba17
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Whether the encoding was canceled. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CanceledResult"];
        };
      };
      400: components["responses"]["EncodingRejected"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["EncodingNotFound"];
      411: components["responses"]["LengthRequired"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  retryEncoding: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the encoding.
         * @example 73216519c2ff772c668bb85da5976895
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Whether the encoding was restarted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RetriedResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["EncodingNotFound"];
      411: components["responses"]["LengthRequired"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getSignedEncodingUrl: {
    parameters: {
      query?: {
        /**
         * @description Number of seconds that the URL is valid for. Declared by some of the clients. The default is
         *     not documented.
         * @example 3600
         */
        expires?: number | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Id of the encoding.
         * @example 6e2a18dfa05645cc759f9b9bd51d8c94
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The URL. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SignedUrl"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["EncodingNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getSignedEncodingUrls: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the encoding.
         * @example 6e2a18dfa05645cc759f9b9bd51d8c94
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The URLs. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SignedUrls"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["EncodingNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  listProfiles: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes fields that have their default value.
         * @example true
         */
        expand?: components["parameters"]["Expand"] | undefined;
        /**
         * @description Whether the response excludes advanced services. Which ones these are is not documented.
         * @example true
         */
        exclude_advanced_services?: components["parameters"]["ExcludeAdvancedServices"] | undefined;
        /**
         * @description Page of the list, starting at 1.
         * @example 1
         */
        page?: components["parameters"]["Page"] | undefined;
        /**
         * @description Number of entries per page. At most 100 in 3.0; the limit of 3.1 is not confirmed.
         * @example 20
         */
        per_page?: components["parameters"]["PerPage"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of profiles. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaginatedProfilesCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["FactoryNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  createProfile: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes fields that have their default value.
         * @example true
         */
        expand?: components["parameters"]["Expand"] | undefined;
        /**
         * @description Whether the response excludes advanced services. Which ones these are is not documented.
         * @example true
         */
        exclude_advanced_services?: components["parameters"]["ExcludeAdvancedServices"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The new profile. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["ProfileBody"];
      };
    };
    responses: {
      /** @description The new profile. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Profile"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["PresetNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getProfile: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes fields that have their default value.
         * @example true
         */
        expand?: components["parameters"]["Expand"] | undefined;
      };
      header?: never;
      path: {
        /** @description Id of the profile, or its unique name. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The profile. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Profile"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["ProfileNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  updateProfile: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes fields that have their default value.
         * @example true
         */
        expand?: components["parameters"]["Expand"] | undefined;
        /**
         * @description Whether the response excludes advanced services. Which ones these are is not documented.
         * @example true
         */
        exclude_advanced_services?: components["parameters"]["ExcludeAdvancedServices"] | undefined;
      };
      header?: never;
      path: {
        /** @description Id of the profile, or its unique name. */
        id: string;
      };
      cookie?: never;
    };
    /** @description The fields to change. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["ProfileSettings"];
      };
    };
    responses: {
      /** @description The updated profile. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Profile"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["ProfileNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  deleteProfile: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the profile, or its unique name. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The profile was deleted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeletedResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["ProfileNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  copyProfile: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes fields that have their default value.
         * @example true
         */
        expand?: components["parameters"]["Expand"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Id of the profile.
         * @example aaaabbbbccccddddeeeeffff00001111
         */
        id: string;
      };
      cookie?: never;
    };
    /** @description The factory and the name of the copy. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CopyProfileBody"];
      };
    };
    responses: {
      /** @description The copy. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Profile"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["ProfileNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  listProfileEncodings: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes the keys of the screenshots.
         * @example true
         */
        screenshots?: components["parameters"]["Screenshots"] | undefined;
        /**
         * @description Whether `status` is more detailed than `processing`, `success`, and `fail`. Which values there
         *     are is not documented.
         * @example true
         */
        precise_status?: components["parameters"]["PreciseStatus"] | undefined;
        /**
         * @description Page of the list, starting at 1.
         * @example 1
         */
        page?: components["parameters"]["Page"] | undefined;
        /**
         * @description Number of entries per page. At most 100 in 3.0; the limit of 3.1 is not confirmed.
         * @example 20
         */
        per_page?: components["parameters"]["PerPage"] | undefined;
      };
      header?: never;
      path: {
        /** @description Id of the profile, or its unique name. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of encodings. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaginatedEncodingsCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["ProfileNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  listWorkflows: {
    parameters: {
      query?: {
        /**
         * @description Page of the list, starting at 1.
         * @example 1
         */
        page?: components["parameters"]["Page"] | undefined;
        /**
         * @description Number of entries per page. At most 100 in 3.0; the limit of 3.1 is not confirmed.
         * @example 20
         */
        per_page?: components["parameters"]["PerPage"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of workflows. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaginatedWorkflowsCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["FactoryNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  createWorkOrder: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The workflow, and the file or its URL. */
    requestBody: {
      content: {
        "multipart/form-data": {
          /**
           * @description Id of the workflow.
           * @example eeeeffff000011112222333344445555
           */
          profile_id?: string | undefined;
          /**
           * @description URL that the service downloads. Omit it when a file is sent (inferred).
           * @example https://files.example/my_video.mp4
           */
          source_url?: string | undefined;
          /**
           * Format: binary
           * @description The bytes of the file, with its file name.
           */
          file?: BinaryPart | undefined;
        };
      };
    };
    responses: {
      /** @description The work order was accepted. The response has no body; its status is not confirmed. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The work order was created. The response has no body; its status is not confirmed. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["ProfileNotFound"];
      413: components["responses"]["FileSizeLimitExceeded"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getNotifications: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The settings. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NotificationSettings"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["FactoryNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  updateNotifications: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The settings to change. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["NotificationSettings"];
      };
    };
    responses: {
      /** @description All settings after the update. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NotificationSettings"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["FactoryNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getMissingParts: {
    parameters: {
      query?: {
        /**
         * @description Id of the session, as it appears in a `location` that was seen. The location is opaque: use it
         *     exactly as the service returned it, whatever its path and query.
         * @example abcdefgh
         */
        id?: string | undefined;
      };
      header?: {
        /**
         * @description Multi-chunk only. Tag of the extra file, as it was declared when the session was created.
         *     Omitted or empty for the main file.
         */
        "X-Extra-File-Tag"?: components["parameters"]["ExtraFileTag"] | undefined;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The missing parts. An empty body means that there is nothing to report. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MissingParts"];
        };
      };
      400: components["responses"]["UploadRefused"];
      404: components["responses"]["SessionNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  uploadPart: {
    parameters: {
      query?: {
        /**
         * @description Id of the session, as it appears in a `location` that was seen. The location is opaque: use it
         *     exactly as the service returned it, whatever its path and query.
         * @example abcdefgh
         */
        id?: string | undefined;
      };
      header?: {
        /**
         * @description Streaming only. `bytes S-E/L`: the first and last byte sent, starting at 0, and the size of the
         *     file. `bytes *\/L` with an empty body queries how much has arrived.
         */
        "Content-Range"?: components["parameters"]["ContentRange"] | undefined;
        /**
         * @description Multi-chunk only. Number of the part, starting at 0.
         * @example 0
         */
        "X-Part"?: components["parameters"]["PartNumber"] | undefined;
        /**
         * @description Multi-chunk only. Tag of the extra file, as it was declared when the session was created.
         *     Omitted or empty for the main file.
         */
        "X-Extra-File-Tag"?: components["parameters"]["ExtraFileTag"] | undefined;
      };
      path?: never;
      cookie?: never;
    };
    /** @description The bytes of the part. Empty when querying how much has arrived. */
    requestBody?: {
      content: {
        "application/octet-stream": BinaryBody;
      };
    };
    responses: {
      200: components["responses"]["UploadAccepted"];
      204: components["responses"]["UploadIncomplete"];
      400: components["responses"]["UploadRefused"];
      404: components["responses"]["SessionNotFound"];
      411: components["responses"]["LengthRequired"];
      413: components["responses"]["FileSizeLimitExceeded"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  uploadPartByPost: {
    parameters: {
      query?: {
        /**
         * @description Id of the session, as it appears in a `location` that was seen. The location is opaque: use it
         *     exactly as the service returned it, whatever its path and query.
         * @example abcdefgh
         */
        id?: string | undefined;
      };
      header?: {
        /**
         * @description Streaming only. `bytes S-E/L`: the first and last byte sent, starting at 0, and the size of the
         *     file. `bytes *\/L` with an empty body queries how much has arrived.
         */
        "Content-Range"?: components["parameters"]["ContentRange"] | undefined;
        /**
         * @description Multi-chunk only. Number of the part, starting at 0.
         * @example 0
         */
        "X-Part"?: components["parameters"]["PartNumber"] | undefined;
        /**
         * @description Multi-chunk only. Tag of the extra file, as it was declared when the session was created.
         *     Omitted or empty for the main file.
         */
        "X-Extra-File-Tag"?: components["parameters"]["ExtraFileTag"] | undefined;
      };
      path?: never;
      cookie?: never;
    };
    /** @description The bytes of the part, or a form that contains the whole file. */
    requestBody?: {
      content: {
        "application/octet-stream": BinaryBody;
        "multipart/form-data": {
          /**
           * Format: binary
           * @description The bytes of the whole file, with its file name.
           */
          file: BinaryPart;
        };
      };
    };
    responses: {
      200: components["responses"]["UploadAccepted"];
      204: components["responses"]["UploadIncomplete"];
      400: components["responses"]["UploadRefused"];
      404: components["responses"]["SessionNotFound"];
      411: components["responses"]["LengthRequired"];
      413: components["responses"]["FileSizeLimitExceeded"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  abortUpload: {
    parameters: {
      query?: {
        /**
         * @description Id of the session, as it appears in a `location` that was seen. The location is opaque: use it
         *     exactly as the service returned it, whatever its path and query.
         * @example abcdefgh
         */
        id?: string | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The session was deleted. The body is empty. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["UploadRefused"];
      404: components["responses"]["SessionNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  onVideoCreated: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The message, as a form. */
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": components["schemas"]["VideoCreatedMessage"];
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The message is delivered again for 24 hours, with increasing delays. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  onVideoEncoded: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The message, as a form. */
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": components["schemas"]["VideoEncodedMessage"];
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The message is delivered again for 24 hours, with increasing delays. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  onEncodingProgress: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The message, as a form. */
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": components["schemas"]["EncodingProgressMessage"];
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The message is delivered again for 24 hours, with increasing delays. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  onEncodingComplete: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The message, as a form. */
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": components["schemas"]["EncodingCompleteMessage"];
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The message is delivered again for 24 hours, with increasing delays. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
}
type WithRequired<T, K extends keyof T> = T & {
  [P in K]-?: T[P];
};
