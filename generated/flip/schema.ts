// Generated from specs/flip/openapi.yaml by scripts/generate.ts. Do not edit.

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
     * @description Returns all factories at once. No paging is documented. `factory_id` is optional.
     */
    get: operations["listFactories"];
    put?: never;
    /**
     * Creates a factory
     * @description Creates a factory for a storage bucket. Which parameters the service requires is not confirmed;
     *     its successor requires `name`. A form body is also accepted. `factory_id` is optional.
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
         * @example abcdeb2cc233daaa26da6e7dd77eabcd
         */
        id: string;
      };
      cookie?: never;
    };
    /**
     * Gets a factory
     * @description `factory_id` is optional.
     */
    get: operations["getFactory"];
    /**
     * Updates a factory
     * @description Changes the given settings and leaves the others unchanged. To grant access to the bucket again,
     *     send `s3_videos_bucket` with both keys. A form body is also accepted. `factory_id` is optional.
     */
    put: operations["updateFactory"];
    post?: never;
    /**
     * Deletes a factory
     * @description Experimental: this operation is not documented. One official client added it late (2018);
     *     another one states that a factory cannot be deleted. The response is inferred from the other
     *     delete operations. What happens to the videos and the stored files is not known. `factory_id` is
     *     optional.
     */
    delete: operations["deleteFactory"];
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
     * @description Newest first (inferred). A page shorter than `per_page` is the last one (inferred).
     */
    get: operations["listVideos"];
    put?: never;
    /**
     * Creates a video from a URL or a file
     * @description Pass either `source_url` or the part `file` of a multipart body. The response is sent
     *     immediately, with status `processing`; the video is imported afterwards. Its encodings are
     *     queued at the same time.
     *
     *     A form body is also accepted for the parameters. A file is sent in a single request. For large
     *     files, use `createUploadSession`. The signature is valid for 30 minutes and can be used only
     *     once.
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
     * @description Returns a `location` that accepts the bytes of one file. With `multi_chunk` the file is uploaded
     *     in numbered parts, several at a time; without it, in consecutive ranges. Both kinds of uploads
     *     can be resumed after an interruption.
     *
     *     No profile is used unless `profiles` or `use_all_profiles` is given. A form body is also
     *     accepted. Additional files (`extra_files`) need a JSON body and a different signature, which are
     *     not described here.
     */
    post: operations["createUploadSession"];
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
     * @description Returns one encoding for each profile that the video was encoded with. Paging and `screenshots`
     *     are inferred from one client.
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
  "/encodings.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the encodings of the factory
     * @description Newest first (inferred). A page shorter than `per_page` is the last one (inferred).
     */
    get: operations["listEncodings"];
    put?: never;
    /**
     * Encodes a video with another profile
     * @description Pass exactly one of `profile_id` and `profile_name`. The successor API rejects videos that
     *     failed or are older than 30 days. A form body is also accepted.
     */
    post: operations["createEncoding"];
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
     * @description `screenshots` adds the keys of the screenshots. Seen in one client.
     */
    get: operations["getEncoding"];
    put?: never;
    post?: never;
    /**
     * Deletes an encoding
     * @description Deletes the encoding and its stored files. The successor API rejects encodings older than 30
     *     days.
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
     * @description Stops an encoding that is queued or in progress. The successor API rejects encodings older than
     *     30 days.
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
     * @description A profile is either based on a preset (`preset_name`) or custom (`command` and `extname`). All
     *     other fields are optional. A form body is also accepted, and is safer for a long `command`.
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
     * @description Changes the given fields and leaves the others unchanged. `preset_name` cannot be changed
     *     (inferred). One client was seen to pass a name instead of the id. A form body is also accepted,
     *     and is safer for a long `command`.
     */
    put: operations["updateProfile"];
    post?: never;
    /**
     * Deletes a profile
     * @description Deletes the profile. One client was seen to pass a name instead of the id.
     */
    delete: operations["deleteProfile"];
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
  "/notifications.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the notification settings
     * @description Returns the settings of the factory given by `factory_id`.
     */
    get: operations["getNotifications"];
    /**
     * Updates the notification settings
     * @description Changes the given settings and leaves the others unchanged. A form body is also accepted.
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
     *     list contains all of them. After completion the list is empty, `media_id` is the id of the video,
     *     `status` is the state of the video, or the body is empty: all of them have been seen. No
     *     signature and no credentials are needed. The location must be used as it was returned.
     */
    get: operations["getMissingParts"];
    /**
     * Uploads a part of a file
     * @description Sends bytes to the `location` of an upload session. The location is opaque and must be used as
     *     it was returned. No signature and no credentials are needed.
     *
     *     **Multi-chunk:** send `X-Part` and no `Content-Range`. Part `i` starts at byte `i * part_size`.
     *     Parts may be sent in any order, in parallel, and repeatedly. The response to the part that
     *     completes the file is the video.
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
     * @description Ends the session permanently. It cannot be resumed. No signature and no credentials are needed.
     *     The location must be used as it was returned.
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
    /** @description A tenant of the account, with its own storage bucket. */
    Factory: {
      /**
       * @description Opaque id, usually 32 lowercase hex digits.
       * @example abcdeb2cc233daaa26da6e7dd77eabcd
       */
      readonly id: string;
      /**
       * @description Name of the factory.
       * @example bucket_name
       */
      name?: string | null;
      /**
       * @description Storage bucket that files are written to.
       * @example some_bucket
       */
      s3_videos_bucket?: string | null;
      /**
       * @description Whether stored files are private.
       * @example false
       */
      s3_private_access?: boolean | null;
      /**
       * Format: uri
       * @description Base URL of the bucket, with a trailing slash. Append the key of a file to get its URL.
       * @example http://s3.amazonaws.com/some_bucket/
       */
      readonly url?: string | null;
      /**
       * @description Whether the source file of a video is stored in the bucket.
       * @example false
       */
      upload_original_video?: boolean | null;
      /**
       * @description Position in the queue of the whole account. Lower values are served first. The service
       *     defaults to 99. Not confirmed in responses.
       * @example 99
       */
      priority?: number | null;
      /**
       * @description Template of the output directory, with the tokens of `path_format`.
       * @example :video_id/:profile
       */
      outputs_path_format?: string | null;
      /**
       * @description Time when the factory was created.
       * @example 2014/12/28 18:17:11 +0000
       */
      readonly created_at?: string | null;
      /**
       * @description Time when the factory was last updated.
       * @example 2016/01/04 11:10:51 +0000
       */
      readonly updated_at?: string | null;
    } & components["schemas"]["FactoryLaterFields"];
    /**
     * @description Result of a delete operation. Old servers have been seen to send the text `ok` instead of
     *     `true`.
     */
    DeletedResult: {
      /**
       * @description `true` if the object was deleted.
       * @example true
       */
      deleted: boolean;
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
       * @description Size in bytes. In very old records it has been seen as text.
       * @example 805301
       */
      readonly file_size?: number | null;
      /**
       * @description Duration in milliseconds (unit inferred; the documentation of the successor API says
       *     seconds).
       * @example 14014
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
       * @description Video bit rate in kbit/s.
       * @example 344
       */
      readonly video_bitrate?: number | null;
      /**
       * @description Name of the audio codec.
       * @example aac
       */
      readonly audio_codec?: string | null;
      /**
       * @description Audio bit rate in kbit/s.
       * @example 112
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
       * @description Kind of failure, only with status `fail`. Known values: `DownloadFailed` (the source could
       *     not be reached), `FormatNotRecognised` (not an audio or video file), `S3Error` (the storage
       *     denied access), `UnexpectedError` (an internal error of the service). Others may appear.
       * @example DownloadFailed
       */
      readonly error_class?: string | null;
      /** @description Description of the failure, only with status `fail`. */
      readonly error_message?: string | null;
      /**
       * @description Path template that was requested.
       * @example :video_id/:profile/:id
       */
      readonly path_format?: string | null;
      /**
       * @description Profiles that were requested, separated by commas.
       * @example h264,webm
       */
      readonly profiles?: string | null;
      /** @description Seen in one client. Not documented. */
      readonly input_path?: string | null;
      /** @description Variables for the profiles, as text by name. */
      readonly extra_variables?: {
        [key: string]: string;
      } | null;
      /** @description Additional input files. */
      readonly extra_files?: components["schemas"]["VideoExtraFile"][] | null;
      /** @description URL that a browser is redirected to after a form upload. Seen in old responses. */
      readonly upload_redirect_url?: string | null;
      /** @description Seen in the oldest responses. Not documented. */
      readonly thumbnail_position?: string | number | null;
      /**
       * @description Time when the video was created.
       * @example 2015/12/14 14:21:54 +0000
       */
      readonly created_at?: string | null;
      /**
       * @description Time when the video was last updated.
       * @example 2015/12/14 14:22:04 +0000
       */
      readonly updated_at?: string | null;
    } & components["schemas"]["VideoLaterFields"];
    /** @description Names as a list, or as text separated by commas. */
    NameList: string[] | string;
    /** @description Number of pixels, or text with the unit `px` or `%` (inferred, by analogy with CSS). */
    Distance: number | string;
    /** @description A destination for the upload of one file. How long it is valid is not documented. */
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
       * @description Additional files that were declared, by tag, each with its own parts. Only with
       *     `multi_chunk`, and only if extra files were requested.
       */
      readonly extra_files?: {
        [key: string]: components["schemas"]["UploadExtraFile"];
      };
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
      readonly status?: components["schemas"]["JobStatus"];
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
       * @description Time when encoding started. An empty text or null before that.
       * @example 2015/12/14 14:22:10 +0000
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
       * @description Size in bytes. In very old records it has been seen as text.
       * @example 700123
       */
      readonly file_size?: number | null;
      /**
       * @description Duration in milliseconds (unit inferred; the documentation of the successor API says
       *     seconds).
       * @example 14014
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
       * @description Video bit rate in kbit/s.
       * @example 500
       */
      readonly video_bitrate?: number | null;
      /**
       * @description Name of the audio codec.
       * @example aac
       */
      readonly audio_codec?: string | null;
      /**
       * @description Audio bit rate in kbit/s.
       * @example 128
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
      /** @description Seen in the oldest responses. Not documented. */
      readonly encoder_id?: string | number | null;
      /** @description Full URL of the output. Seen in the oldest responses. */
      readonly video_url?: string | null;
      /**
       * @description Time when the encoding was created.
       * @example 2015/12/14 14:22:05 +0000
       */
      readonly created_at?: string | null;
      /**
       * @description Time when the encoding was last updated.
       * @example 2015/12/14 14:22:19 +0000
       */
      readonly updated_at?: string | null;
    } & components["schemas"]["EncodingLaterFields"];
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
    /** @description Result of a cancel operation. */
    CanceledResult: {
      /**
       * @description `true` if the encoding was canceled. Spelled with one l.
       * @example true
       */
      canceled: boolean;
    };
    /** @description Result of a retry operation. */
    RetriedResult: {
      /**
       * @description `true` if the encoding was restarted.
       * @example true
       */
      retried: boolean;
    };
    /**
     * @description A recipe for encodings. Fields that have their default value are omitted from responses unless
     *     `expand=true` is given.
     */
    Profile: {
      /**
       * @description Opaque id, usually 32 lowercase hex digits.
       * @example aaaabbbbccccddddeeeeffff00001111
       */
      readonly id: string;
      /**
       * @description Machine-readable name, unique in the factory. Encodings can be filtered by it. Names that
       *     match `[A-Za-z0-9._-]+` are safe in paths.
       * @example h264_1
       */
      name?: string | null;
      /**
       * @description Human-readable name.
       * @example MP4 (H.264)
       */
      title?: string | null;
      /**
       * @description Preset that the profile is based on: `h264`, `h264.hi`, `webm`, `webm.hi`, `ogg`, `ogg.hi`,
       *     `hls.variant`, `hls.variant.audio`, `hls.variant.playlist`, `hss`, `mp3`, `aac`, `vorbis`,
       *     `thumbnail`. Other presets may exist. Missing or null for a custom profile.
       * @example h264
       */
      preset_name?: string | null;
      /**
       * @description Command lines of a custom profile, separated by line feeds or `;`. Tokens such as
       *     `$input_file$`, `$output_file$`, `$video_bitrate$`, and `$filters$` are replaced. Without
       *     `$filters$` the picture is not scaled. Missing for presets.
       * @example ffmpeg -i $input_file$ $video_bitrate$ $audio_bitrate$ $filters$ -y $output_file$
       */
      command?: string | null;
      /**
       * @description Tool stack for custom commands. `corepack-1` is the old default; `corepack-3` is
       *     recommended.
       * @example corepack-3
       */
      stack?: components["schemas"]["Stack"] | null;
      /**
       * @description Extension of the output, including the dot, `.mp4`. One request was seen without the dot.
       * @example .mp4
       */
      extname?: string | null;
      /**
       * @description Width in pixels.
       * @example 640
       */
      width?: number | null;
      /**
       * @description Height in pixels.
       * @example 480
       */
      height?: number | null;
      /**
       * @description Whether a smaller picture is enlarged. The service defaults to `true`.
       * @example true
       */
      upscale?: boolean | null;
      /**
       * @description How the picture is fitted into the frame. The service defaults to `letterbox`.
       * @example letterbox
       */
      aspect_mode?: components["schemas"]["AspectMode"] | null;
      /**
       * @description Display aspect ratio.
       * @example 16:9
       */
      aspect_ratio?: string | null;
      /**
       * @description Whether the video is encoded in two passes. The service defaults to `false`.
       * @example false
       */
      two_pass?: boolean | null;
      /**
       * @description Video bit rate in kbit/s.
       * @example 500
       */
      video_bitrate?: number | null;
      /**
       * @description Maximum video bit rate, presumably in kbit/s (not confirmed).
       * @example 800
       */
      max_rate?: number | null;
      /**
       * @description Size of the rate-control buffer, presumably in kbit (not confirmed).
       * @example 1000
       */
      buffer_size?: number | null;
      /**
       * @description Whether the bit rate is constant.
       * @example false
       */
      cbr?: boolean | null;
      /**
       * @description Frames per second, as a number or as numeric text. `same_as_source` has been seen too. If
       *     unset, the frame rate of the source is used.
       * @example 45
       */
      fps?: components["schemas"]["FrameRate"] | null;
      /**
       * @description Whether frame rate conversion is motion compensated (inferred from the name).
       * @example false
       */
      motion_compensate_fps?: boolean | null;
      /**
       * @description Number of frames between key frames. The service defaults to 250.
       * @example 250
       */
      keyframe_interval?: number | null;
      /**
       * @description Key frames per second. 0.5 means one every 2 s.
       * @example 0.5
       */
      keyframe_rate?: number | null;
      /**
       * @description Audio bit rate in kbit/s.
       * @example 128
       */
      audio_bitrate?: number | null;
      /**
       * @description Audio sample rate in Hz. The service defaults to 44100.
       * @example 44100
       */
      audio_sample_rate?: number | null;
      /**
       * @description Number of audio channels. If unset, the number of the source is used (inferred).
       * @example 2
       */
      audio_channels?: number | null;
      /**
       * @description Whether several audio streams are merged into one (inferred from the name).
       * @example false
       */
      merge_audio_streams?: boolean | null;
      /**
       * @description Duration of the section to encode, `HH:MM:SS`.
       * @example 00:20:00
       */
      clip_length?: string | null;
      /**
       * @description Start of the section to encode, `HH:MM:SS`.
       * @example 00:00:10
       */
      clip_offset?: string | null;
      /**
       * @description How interlaced input is deinterlaced: with the same or with twice the frame rate.
       * @example keep_fps
       */
      deinterlace?: components["schemas"]["Deinterlace"] | null;
      /**
       * @description Makes the output interlaced. The value is the field that comes first.
       * @example top
       */
      interlace?: components["schemas"]["FieldOrder"] | null;
      /**
       * @description Whether the time code is burned into the picture.
       * @example false
       */
      time_code?: boolean | null;
      /**
       * Format: uri
       * @description URL of the watermark image.
       * @example http://files.com/watermark.png
       */
      watermark_url?: string | null;
      /**
       * @description Distance of the watermark from the top edge. Omit it if `watermark_bottom` is given.
       * @example 10
       */
      watermark_top?: components["schemas"]["Distance"] | null;
      /**
       * @description Distance of the watermark from the bottom edge.
       * @example 5%
       */
      watermark_bottom?: components["schemas"]["Distance"] | null;
      /**
       * @description Distance of the watermark from the left edge. Omit it if `watermark_right` is given.
       * @example 10
       */
      watermark_left?: components["schemas"]["Distance"] | null;
      /**
       * @description Distance of the watermark from the right edge.
       * @example 5%
       */
      watermark_right?: components["schemas"]["Distance"] | null;
      /**
       * @description Width of the watermark. If unset, the width of the image is used.
       * @example 100
       */
      watermark_width?: components["schemas"]["Distance"] | null;
      /**
       * @description Height of the watermark. If unset, the height of the image is used.
       * @example 40
       */
      watermark_height?: components["schemas"]["Distance"] | null;
      /**
       * @description Number of evenly spaced screenshots. The service defaults to 7.
       * @example 7
       */
      frame_count?: number | null;
      /**
       * @description Positions of the screenshots, in seconds or frames. For the presets `thumbnail` and `jpeg`.
       * @example 2s, 10s, 250f, 400f
       */
      frame_offsets?: string | string[] | null;
      /**
       * @description Distance between screenshots in frames, `300f`. For the presets `thumbnail` and `jpeg`.
       * @example 300f
       */
      frame_interval?: string | null;
      /**
       * @description Constant rate factor of H.264. Lower values mean better quality.
       * @example 23
       */
      h264_crf?: number | null;
      /**
       * @description H.264 profile.
       * @example high
       */
      h264_profile?: components["schemas"]["H264Profile"] | null;
      /**
       * @description H.264 level.
       * @example 3.1
       */
      h264_level?: components["schemas"]["H264Level"] | null;
      /**
       * @description Kind of content that x264 is tuned for.
       * @example film
       */
      h264_tune?: components["schemas"]["H264Tune"] | null;
      /**
       * @description Additional x264 options.
       * @example ref=4:bframes=3
       */
      x264_options?: string | null;
      /**
       * @description Additional x265 options.
       * @example ref=4:bframes=3
       */
      x265_options?: string | null;
      /**
       * @description How subtitles are handled: added as separate streams, or burned into the picture.
       * @example add
       */
      closed_captions?: components["schemas"]["ClosedCaptions"] | null;
      /**
       * @description MPEG-DASH profile.
       * @example live
       */
      dash_profile?: components["schemas"]["DashProfile"] | null;
      /**
       * @description Names of the profiles that an HLS playlist includes. `*` matches any text. The service
       *     defaults to `hls.*`.
       * @example hls.iphone*,hls.audio
       */
      variants?: string | string[] | null;
      /**
       * @description Whether HLS output is encrypted.
       * @example false
       */
      encryption?: boolean | null;
      /**
       * Format: uri
       * @description URL from which players fetch the key.
       * @example https://files.com/hls.key
       */
      encryption_key_url?: string | null;
      /**
       * @description Key of 16 bytes in Base64. If omitted, it is generated by the first encoding.
       * @example MPE2KWuqHKjk0XNR3Ehluw==
       */
      encryption_key?: string | null;
      /**
       * @description Initialization vector of 16 bytes in Base64. If omitted, it is generated by the first
       *     encoding.
       * @example 13ErUsaoGZ4N53pO6RrXsQ==
       */
      encryption_iv?: string | null;
      /**
       * @description Position of the encodings in the queue. Range and meaning are not confirmed.
       * @example 0
       */
      priority?: number | null;
      /**
       * @description Time when the profile was created.
       * @example 2015/12/01 09:00:00 +0000
       */
      readonly created_at?: string | null;
      /**
       * @description Time when the profile was last updated.
       * @example 2015/12/01 09:00:00 +0000
       */
      readonly updated_at?: string | null;
    } & components["schemas"]["ProfileLaterFields"];
    /**
     * @description Events that a factory reports, and the URL that they are posted to. There is one object for each
     *     factory.
     */
    NotificationSettings: {
      /**
       * @description URL that messages are posted to. For a new factory the text `null` has been seen; a JSON
       *     null is possible as well.
       * @example http://super-app.io/notifications
       */
      url?: string | null;
      /**
       * @description Initial delay, which determines the number and frequency of repeated deliveries. In seconds
       *     (inferred).
       * @example 10
       */
      delay?: number | null;
      /**
       * @description Whether messages include data of the video.
       * @example false
       */
      send_video_payload?: boolean | null;
      events?: components["schemas"]["NotificationEvents"];
    };
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
       * @description Id of the finished video. Seen in the successor API, possibly without `missing_parts`.
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
     * @description Fields of a factory that have been seen only in the successor API 3.1. They may appear in
     *     responses; do not rely on them.
     */
    FactoryLaterFields: {
      /** @description Region of the factory. */
      readonly factory_region?: string | null;
      /** @description Bucket for outputs. Replaces `s3_videos_bucket`. */
      readonly output_bucket_name?: string | null;
      /**
       * @description Access to stored files. Initially unset.
       * @enum {string|null}
       */
      readonly acl?: "public" | "private" | null;
      /** @description Whether the storage encrypts files (AES-256). */
      readonly server_side_encryption?: boolean | null;
      /** @description Bucket that is monitored for new source files. */
      readonly input_bucket_name?: string | null;
      /** @description Whether new files in the input bucket become videos. */
      readonly input_bucket_watch?: boolean | null;
      /** @description Not documented. An object in most clients, text in one. */
      readonly input_bucket_files_map?: Record<string, unknown> | string | null;
      /** @description Interval at which the input bucket is checked, in minutes. */
      readonly input_bucket_sync_every_n_min?: string | number | null;
      /** @description Whether subfolders of the input bucket are included. */
      readonly input_bucket_recursive?: string | boolean | null;
      /** @description Wildcard pattern that the names of files in the input bucket must match. */
      readonly input_bucket_file_pattern?: string | null;
      /**
       * @description Kind of storage: 0 Amazon S3, 1 Google Cloud Storage, 2 FTP, 5 Google interoperability,
       *     7 Flip storage, 8 FASP, 9 Azure Blob.
       * @enum {integer|null}
       */
      readonly storage_provider?: 0 | 1 | 2 | 5 | 7 | 8 | 9 | null;
      /** @description Settings of the storage provider. Not documented. */
      readonly provider_specific_settings?: Record<string, unknown> | null;
      /** @description Id of the output store in the separate "stores" service. */
      readonly store_id?: string | null;
    };
    /** @description Body of an error response. An internal error (500) may have no body. */
    ApiError: {
      /**
       * @description Name of the error: `BadRequest`, `NotAuthorized`, `RecordNotFound`, `FileSizeLimitExceeded`,
       *     or `InternalError`. Others may appear.
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
     * @description - `processing`: queued or in progress
     *     - `success`: finished
     *     - `fail`: failed; see `error_class` and `error_message` for the reason
     * @enum {string}
     */
    JobStatus: "processing" | "success" | "fail";
    /**
     * @description Fields of a video that have been seen only in the successor API 3.1. They may appear in
     *     responses; do not rely on them.
     */
    VideoLaterFields: {
      /** @description Number of encodings of the video. */
      readonly encodings_count?: number | null;
      /**
       * @description Whether clip times are relative to the start timecode of the source (`true`) or to 00:00:00
       *     (`false`).
       */
      readonly use_source_timecode?: boolean | null;
    };
    /** @description An additional input file of a video. Seen in one client. Not documented. */
    VideoExtraFile: {
      /** @description Type of the file. */
      readonly file_type?: string | null;
      /** @description URL of the file. */
      readonly url?: string | null;
      /** @description Not documented. */
      readonly input_path?: string | null;
    };
    /**
     * @description A count. Decimal text in this API, a number in its successor; accept both.
     * @example 5
     */
    Count: string | number;
    /** @description How an additional file is split into parts. */
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
     * @description Fields of an encoding that belong to the successor API 3.1. Each of them also appears in one
     *     client of 3.0. They may appear in responses; do not rely on them.
     */
    EncodingLaterFields: {
      /** @description Not documented. */
      readonly external_id?: string | null;
      /** @description URL of the log file. */
      readonly logfile_url?: string | null;
      /** @description Encoding that this one is based on, in a pipeline. */
      readonly parent_encoding_id?: string | null;
    };
    /**
     * @description Fields of a profile that have been seen only in the successor API 3.1. They may appear in
     *     responses; do not rely on them. Where clients disagree about a type, all types are listed.
     */
    ProfileLaterFields: {
      /** @description Description of the profile. */
      readonly description?: string | null;
      /** @description Not documented. */
      readonly inputs?: Record<string, unknown> | string | null;
      /** @description Not documented. */
      readonly outputs?: Record<string, unknown> | string | null;
      /** @description Template of the output directory. */
      readonly outputs_path_format?: string | null;
      /** @description Timecode at which the output starts (inferred from the name). */
      readonly starting_timecode?: string | null;
      /** @description Whether clip times are relative to the start timecode of the input (`true`) or to 00:00:00. */
      readonly use_source_timecode?: boolean | null;
      /** @description Timecode of the end of the section to encode. */
      readonly clip_end?: string | null;
      /** @description Clips that are inserted before the video. Their structure is not documented. */
      readonly bumpers?: Record<string, unknown> | string | unknown[] | null;
      /** @description Clips that are appended to the video. Their structure is not documented. */
      readonly trailers?: Record<string, unknown> | string | unknown[] | null;
      /** @description Whether the clips before the video are watermarked (inferred from the name). */
      readonly watermark_bumpers?: string | boolean | null;
      /** @description Whether the clips after the video are watermarked (inferred from the name). */
      readonly watermark_trailers?: string | boolean | null;
      /** @description Language. Not documented. */
      readonly lang?: string | null;
      /**
       * @description Frame rate converter.
       * @enum {string|null}
       */
      readonly advanced_fps_conversion?: "telestream" | "tachyon" | null;
      /**
       * @description Speed of the encoder.
       * @enum {string|null}
       */
      readonly codec_preset?:
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
        | null;
      /** @description Not documented. */
      readonly color_metadata?: string | boolean | null;
      /** @description Number of pixels cropped from the bottom of the input. */
      readonly crop_input_bottom?: string | number | null;
      /** @description Height of the cropped input in pixels. */
      readonly crop_input_height?: string | number | null;
      /** @description Number of pixels cropped from the left of the input. */
      readonly crop_input_left?: string | number | null;
      /** @description Number of pixels cropped from the right of the input. */
      readonly crop_input_right?: string | number | null;
      /** @description Number of pixels cropped from the top of the input. */
      readonly crop_input_top?: string | number | null;
      /** @description Width of the cropped input in pixels. */
      readonly crop_input_width?: string | number | null;
      /** @description Not documented. */
      readonly deinterlace_frames?: string | null;
      /** @description Not documented. */
      readonly pixel_format?: string | null;
      /** @description Flags of the scaler. */
      readonly sws_flags?: string | null;
      /** @description Whether frames are decoded before seeking. */
      readonly seek_decoded?: boolean | null;
      /**
       * @description AVC-Intra class.
       * @enum {string|null}
       */
      readonly avcintra_class?: "50" | "100" | null;
      /**
       * @description DNxHD type.
       * @enum {string|null}
       */
      readonly dnxhd_type?:
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
        | null;
      /** @description Not documented. */
      readonly imx_type?: string | null;
      /** @description Not documented. */
      readonly prores_format?: string | null;
      /** @description Not documented. */
      readonly xdcam_format?: string | null;
      /**
       * @description Speaker layout.
       * @enum {string|null}
       */
      readonly audio_channels_layout?:
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
        | null;
      /** @description Number of channels per track. */
      readonly audio_channels_per_track?: string | number | null;
      /**
       * @description Audio encoder.
       * @enum {string|null}
       */
      readonly audio_codec?:
        | "libmp3lame"
        | "libvorbis"
        | "libfdk_aac"
        | "dib_ac3"
        | "pcm_s16le"
        | "mp2"
        | "ac3"
        | "eac3"
        | null;
      /**
       * @description PCM sample format.
       * @enum {string|null}
       */
      readonly audio_format?: "pcm_s24le" | "pcm_s16le" | null;
      /** @description Not documented. */
      readonly audio_map?: string | null;
      /** @description Profile of the audio codec. */
      readonly audio_profile?: string | null;
      /** @description Not documented. */
      readonly audio_stream_id?: string | number | null;
      /** @description Number of audio streams. */
      readonly audio_streams?: number | null;
      /** @description Whether audio is removed. The default is `false`. */
      readonly mute_audio_tracks?: boolean | null;
      /** @description MPEG packet id of the audio. */
      readonly audio_pid?: string | null;
      /** @description MPEG packet id of the video. */
      readonly video_pid?: string | null;
      /** @description MPEG packet id of the program map table. */
      readonly pmt_pid?: string | null;
      /** @description Not documented. */
      readonly ts_pids?: string | null;
      /** @description Not documented. */
      readonly transport_rate?: string | null;
      /** @description Not documented. */
      readonly buffer_size_in_packets?: string | null;
      /** @description Whether HLS segments are byte ranges of one file (inferred from the name). */
      readonly byte_range_requests?: string | boolean | null;
      /**
       * @description Type of the HLS playlist.
       * @enum {string|null}
       */
      readonly playlist_type?: "iframe" | "iframe-only" | null;
      /** @description Duration of a segment in seconds, 2 to 60. */
      readonly segment_time?: string | number | null;
      /** @description Not documented. */
      readonly use_editlist?: string | boolean | null;
      /**
       * @description Type of the analog-to-digital converter.
       * @enum {string|null}
       */
      readonly eac3_analog_to_digital_converter_type?: "standard" | "hdcd" | null;
      /**
       * @description Type of the audio service.
       * @enum {string|null}
       */
      readonly eac3_bitstream_mode?: "m0" | "m1" | "m2" | "m3" | "m4" | "m5" | "m6" | "m7" | null;
      /** @description Whether the stream is marked as protected by copyright. */
      readonly eac3_copyright_protected?: boolean | null;
      /** @description Dialogue level, 1 to 31. */
      readonly eac3_dialog_normalization?: number | null;
      /**
       * @description Dynamic range control in line mode.
       * @enum {string|null}
       */
      readonly eac3_drc_line_mode_profile?: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | null;
      /**
       * @description Dynamic range control in RF mode.
       * @enum {string|null}
       */
      readonly eac3_drc_rf_mode_profile?: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | null;
      /** @description Whether a 120 Hz low-pass filter is applied to the low-frequency channel. */
      readonly eac3_enable_lfe_low_pass_filter?: boolean | null;
      /** @description Whether trusted metadata is written. */
      readonly eac3_evolution_enable?: boolean | null;
      /**
       * @description Level of the center channel in a Lo/Ro downmix.
       * @enum {string|null}
       */
      readonly eac3_lo_ro_center_mix_level?:
        | "c0"
        | "c1"
        | "c2"
        | "c3"
        | "c4"
        | "c5"
        | "c6"
        | "c7"
        | null;
      /**
       * @description Level of the surround channels in a Lo/Ro downmix.
       * @enum {string|null}
       */
      readonly eac3_lo_ro_surround_mix_level?: "c3" | "c4" | "c5" | "c6" | "c7" | null;
      /**
       * @description Level of the center channel in an Lt/Rt downmix.
       * @enum {string|null}
       */
      readonly eac3_lt_rt_center_mix_level?:
        | "c0"
        | "c1"
        | "c2"
        | "c3"
        | "c4"
        | "c5"
        | "c6"
        | "c7"
        | null;
      /**
       * @description Level of the surround channels in an Lt/Rt downmix.
       * @enum {string|null}
       */
      readonly eac3_lt_rt_surround_mix_level?: "c3" | "c4" | "c5" | "c6" | "c7" | null;
      /** @description Mixing level of the room, 80 to 111. */
      readonly eac3_mixing_level?: number | null;
      /** @description Whether the surround channels are phase shifted. */
      readonly eac3_ninety_degree_phase_shift?: boolean | null;
      /** @description Whether the stream is marked as an original. */
      readonly eac3_original_bitstream?: boolean | null;
      /**
       * @description Type of the mixing room.
       * @enum {string|null}
       */
      readonly eac3_room_type?: "m0" | "m1" | "m2" | null;
      /**
       * @description Preferred stereo downmix.
       * @enum {string|null}
       */
      readonly eac3_stereo_downmix_preference?: "m0" | "m1" | "m2" | "m3" | null;
      /**
       * @description Surround EX mode.
       * @enum {string|null}
       */
      readonly eac3_surround_ex_mode?: "m0" | "m1" | "m2" | null;
      /** @description Whether the surround channels are attenuated by 3 dB. */
      readonly eac3_three_decibel_attenuation?: boolean | null;
      /** @description Whether 2:2 pulldown is allowed. */
      readonly tachyon_allow_add_2_2pd?: boolean | null;
      /** @description Whether 4:4 pulldown is allowed. */
      readonly tachyon_allow_add_4_4pd?: boolean | null;
      /** @description Whether 2:3 pulldown is allowed. */
      readonly tachyon_allow_add_4_6pd?: boolean | null;
      /** @description Whether adaptive pulldown is allowed. */
      readonly tachyon_allow_add_adaptive_pd?: boolean | null;
      /** @description Whether Euro pulldown (24p to 50i) is allowed. */
      readonly tachyon_allow_add_euro_pd?: boolean | null;
      /** @description Whether standard pulldown is allowed. */
      readonly tachyon_allow_add_standard_pd?: boolean | null;
      /** @description Whether pulldown is removed. */
      readonly tachyon_allow_remove_pulldown?: boolean | null;
      /** @description Sensitivity of the scene cut detection. */
      readonly tachyon_cut_detection_sensitivity?: number | null;
      /** @description Whether combing that was caused by a broken 3:2 cadence is removed. */
      readonly tachyon_enable_post_pulldown_filter?: boolean | null;
      /**
       * @description Size of the blending zones.
       * @enum {string|null}
       */
      readonly tachyon_fallback_size?: "small" | "medium" | "large" | "xlarge" | "auto" | null;
      /**
       * @description Size of a motion block.
       * @enum {string|null}
       */
      readonly tachyon_mblock_size?: "mb16" | "mb32" | "mb64" | "mb128" | "mb256" | "auto" | null;
      /** @description Whether chroma noise is reduced during the analysis. */
      readonly tachyon_media_hint_has_chroma_noise?: boolean | null;
      /** @description Whether the content is a cartoon. */
      readonly tachyon_media_hint_is_cartoon?: boolean | null;
      /** @description Whether pulldown is detected with lower thresholds. */
      readonly tachyon_more_sensitive_remove_pulldown?: boolean | null;
      /**
       * @description Confidence in motion vectors.
       * @enum {string|null}
       */
      readonly tachyon_motion_amount?: "xlow" | "low" | "medium" | "high" | "xhigh" | "auto" | null;
      /**
       * @description Size of a block.
       * @enum {string|null}
       */
      readonly telestream_block_size?: "16x16" | "24x24" | "32x32" | null;
      /** @description Scale of the blur, 0 to 4. */
      readonly telestream_blur_scaler?: string | number | null;
      /** @description Scale of the cost, 0 to 4. */
      readonly telestream_cost_scaler?: string | number | null;
      /** @description Scale of the search length, 0 to 2. */
      readonly telestream_search_length_scaler?: string | number | null;
      /** @description Not documented. */
      readonly telestream_subpel_mode?: string | boolean | null;
    };
    /**
     * @description Tool stack for custom commands. `corepack-1` is the old default; `corepack-3` is recommended.
     * @enum {string}
     */
    Stack: "corepack-1" | "corepack-2" | "corepack-3";
    /**
     * @description How the picture is fitted into the frame of the profile.
     *
     *     - `preserve`: keeps the size and the aspect ratio
     *     - `constrain`: keeps the aspect ratio, without bars
     *     - `letterbox`: keeps the aspect ratio, with bars at the top and bottom
     *     - `pad`: keeps the aspect ratio, with bars that fill the frame
     *     - `crop`, also `fill`: keeps the aspect ratio, fills the frame, and cuts off the rest
     *     - `stretch`: fills the frame, without keeping the aspect ratio (inferred from the name)
     *     - `center`: not documented
     * @enum {string}
     */
    AspectMode:
      | "preserve"
      | "constrain"
      | "letterbox"
      | "pad"
      | "crop"
      | "fill"
      | "stretch"
      | "center";
    /** @description Frames per second as a number or as numeric text, or the text `same_as_source`. */
    FrameRate: number | string | "same_as_source";
    /**
     * @description How interlaced input is deinterlaced: with the same or with twice the frame rate.
     * @enum {string}
     */
    Deinterlace: "keep_fps" | "double_fps";
    /**
     * @description Field that comes first in interlaced output.
     * @enum {string}
     */
    FieldOrder: "top" | "bottom";
    /**
     * @description H.264 profile.
     * @enum {string}
     */
    H264Profile: "baseline" | "main" | "high" | "high10" | "high422" | "high444";
    /**
     * @description H.264 level. Whole levels have been seen with and without `.0`.
     * @enum {string}
     */
    H264Level:
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
      | "5.1";
    /**
     * @description Kind of content that x264 is tuned for.
     * @enum {string}
     */
    H264Tune: "film" | "animation" | "grain" | "psnr" | "ssim" | "fastdecode" | "zerolatency";
    /**
     * @description `add`: as separate streams. `burn`: burned into the picture.
     * @enum {string}
     */
    ClosedCaptions: "add" | "burn";
    /**
     * @description MPEG-DASH profile.
     * @enum {string}
     */
    DashProfile: "live" | "on-demand";
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
  };
  responses: {
    /** @description The request is malformed or lacks required parameters. */
    BadRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The signature is wrong or has expired, or the host belongs to another region. After
     *     `Signatures expired`, correct the clock and sign again.
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
    /**
     * @description The account is not allowed to do this. Not confirmed in this API; its successor documents it.
     *     The body is inferred.
     */
    Forbidden: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The request has no `Content-Length`. An empty body needs `Content-Length: 0`. The body of this
     *     response is not documented.
     */
    LengthRequired: {
      headers: {
        [name: string]: unknown;
      };
      content?: never;
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
    /** @description The file is larger than the account allows: 10 MiB for a free account. */
    FileSizeLimitExceeded: {
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
     * @description The response to the part that completes the file is the video. The response to any other part of
     *     a multi-chunk upload has an empty body.
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
     * @description Storage bucket that files are written to.
     * @example acme-video
     */
    FactoryBucket: string;
    /**
     * @description Key id of the storage account, which grants access to the bucket. Used once and not stored.
     * @example AKIAIOSFODNN7EXAMPLE
     */
    FactoryAccessKey: string;
    /**
     * @description Secret of `aws_access_key`. Never returned.
     * @example wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
     */
    FactorySecretKey: string;
    /**
     * @description Whether stored files are private. Not confirmed in requests.
     * @example false
     */
    FactoryPrivateAccess: boolean;
    /**
     * @description Whether the source file of a video is stored in the bucket.
     * @example true
     */
    FactoryKeepSource: boolean;
    /**
     * @description Position in the queue of the whole account. Lower values are served first. The service defaults
     *     to 99.
     * @example 99
     */
    FactoryPriority: number;
    /**
     * @description Template of the output directory, with the tokens of `path_format`. Seen in one client.
     * @example :video_id/:profile
     */
    FactoryOutputsPath: string;
    /**
     * @description Only entries with this status.
     * @example success
     */
    Status: components["schemas"]["JobStatus"];
    /**
     * @description Page of the list, starting at 1.
     * @example 1
     */
    Page: number;
    /**
     * @description Number of entries per page, at most 100. A shorter page is the last one (inferred).
     * @example 20
     */
    PerPage: number;
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
    /**
     * @description Variables for the profiles, `extra_variables[name]=text`. Seen in one client of this API, as
     *     JSON. The query form is inferred.
     * @example {
     *       "language": "en"
     *     }
     */
    ExtraVariables: {
      [key: string]: string;
    };
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
     * @description Whether the response includes the keys of the screenshots.
     * @example true
     */
    Screenshots: boolean;
    /**
     * @description Whether the response includes fields that have their default value.
     * @example true
     */
    Expand: boolean;
    /**
     * @description Machine-readable name, unique in the factory. Encodings can be filtered by it. Names that match
     *     `[A-Za-z0-9._-]+` are safe in paths.
     * @example h264_1
     */
    ProfileName: string;
    /**
     * @description Human-readable name.
     * @example MP4 (H.264)
     */
    ProfileTitle: string;
    /**
     * @description Preset that the profile is based on: `h264`, `h264.hi`, `webm`, `webm.hi`, `ogg`, `ogg.hi`,
     *     `hls.variant`, `hls.variant.audio`, `hls.variant.playlist`, `hss`, `mp3`, `aac`, `vorbis`,
     *     `thumbnail`. Other presets may exist. Missing or null for a custom profile.
     * @example h264
     */
    ProfilePresetName: string;
    /**
     * @description Command lines of a custom profile, separated by line feeds or `;`. Tokens such as
     *     `$input_file$`, `$output_file$`, `$video_bitrate$`, and `$filters$` are replaced. Without
     *     `$filters$` the picture is not scaled. Missing for presets.
     * @example ffmpeg -i $input_file$ $video_bitrate$ $audio_bitrate$ $filters$ -y $output_file$
     */
    ProfileCommand: string;
    /**
     * @description Tool stack for custom commands. `corepack-1` is the old default; `corepack-3` is recommended.
     * @example corepack-3
     */
    ProfileStack: components["schemas"]["Stack"];
    /**
     * @description Obsolete field of the oldest API. Seen only in requests.
     * @example desktop
     */
    ProfileCategory: string;
    /**
     * @description Extension of the output, including the dot, `.mp4`. One request was seen without the dot.
     * @example .mp4
     */
    ProfileExtname: string;
    /**
     * @description Width in pixels.
     * @example 640
     */
    ProfileWidth: number;
    /**
     * @description Height in pixels.
     * @example 480
     */
    ProfileHeight: number;
    /**
     * @description Whether a smaller picture is enlarged. The service defaults to `true`.
     * @example true
     */
    ProfileUpscale: boolean;
    /**
     * @description How the picture is fitted into the frame. The service defaults to `letterbox`.
     * @example letterbox
     */
    ProfileAspectMode: components["schemas"]["AspectMode"];
    /**
     * @description Display aspect ratio.
     * @example 16:9
     */
    ProfileAspectRatio: string;
    /**
     * @description Whether the video is encoded in two passes. The service defaults to `false`.
     * @example false
     */
    ProfileTwoPass: boolean;
    /**
     * @description Video bit rate in kbit/s.
     * @example 500
     */
    ProfileVideoBitrate: number;
    /**
     * @description Maximum video bit rate, presumably in kbit/s (not confirmed).
     * @example 800
     */
    ProfileMaxRate: number;
    /**
     * @description Size of the rate-control buffer, presumably in kbit (not confirmed).
     * @example 1000
     */
    ProfileBufferSize: number;
    /**
     * @description Whether the bit rate is constant.
     * @example false
     */
    ProfileCbr: boolean;
    /**
     * @description Frames per second, as a number or as numeric text. `same_as_source` has been seen too. If unset,
     *     the frame rate of the source is used.
     * @example 45
     */
    ProfileFps: components["schemas"]["FrameRate"];
    /**
     * @description Whether frame rate conversion is motion compensated (inferred from the name).
     * @example false
     */
    ProfileMotionCompensateFps: boolean;
    /**
     * @description Number of frames between key frames. The service defaults to 250.
     * @example 250
     */
    ProfileKeyframeInterval: number;
    /**
     * @description Key frames per second. 0.5 means one every 2 s.
     * @example 0.5
     */
    ProfileKeyframeRate: number;
    /**
     * @description Audio bit rate in kbit/s.
     * @example 128
     */
    ProfileAudioBitrate: number;
    /**
     * @description Audio sample rate in Hz. The service defaults to 44100.
     * @example 44100
     */
    ProfileAudioSampleRate: number;
    /**
     * @description Number of audio channels. If unset, the number of the source is used (inferred).
     * @example 2
     */
    ProfileAudioChannels: number;
    /**
     * @description Whether several audio streams are merged into one (inferred from the name).
     * @example false
     */
    ProfileMergeAudioStreams: boolean;
    /**
     * @description Duration of the section to encode, `HH:MM:SS`.
     * @example 00:20:00
     */
    ProfileClipLength: string;
    /**
     * @description Start of the section to encode, `HH:MM:SS`.
     * @example 00:00:10
     */
    ProfileClipOffset: string;
    /**
     * @description How interlaced input is deinterlaced: with the same or with twice the frame rate.
     * @example keep_fps
     */
    ProfileDeinterlace: components["schemas"]["Deinterlace"];
    /**
     * @description Makes the output interlaced. The value is the field that comes first.
     * @example top
     */
    ProfileInterlace: components["schemas"]["FieldOrder"];
    /**
     * @description Whether the time code is burned into the picture.
     * @example false
     */
    ProfileTimeCode: boolean;
    /**
     * @description URL of the watermark image.
     * @example http://files.com/watermark.png
     */
    ProfileWatermarkUrl: string;
    /**
     * @description Distance of the watermark from the top edge. Omit it if `watermark_bottom` is given.
     * @example 10
     */
    ProfileWatermarkTop: components["schemas"]["Distance"];
    /**
     * @description Distance of the watermark from the bottom edge.
     * @example 5%
     */
    ProfileWatermarkBottom: components["schemas"]["Distance"];
    /**
     * @description Distance of the watermark from the left edge. Omit it if `watermark_right` is given.
     * @example 10
     */
    ProfileWatermarkLeft: components["schemas"]["Distance"];
    /**
     * @description Distance of the watermark from the right edge.
     * @example 5%
     */
    ProfileWatermarkRight: components["schemas"]["Distance"];
    /**
     * @description Width of the watermark. If unset, the width of the image is used.
     * @example 100
     */
    ProfileWatermarkWidth: components["schemas"]["Distance"];
    /**
     * @description Height of the watermark. If unset, the height of the image is used.
     * @example 40
     */
    ProfileWatermarkHeight: components["schemas"]["Distance"];
    /**
     * @description Number of evenly spaced screenshots. The service defaults to 7.
     * @example 7
     */
    ProfileFrameCount: number;
    /**
     * @description Positions of the screenshots, in seconds or frames. For the presets `thumbnail` and `jpeg`.
     * @example 2s, 10s, 250f, 400f
     */
    ProfileFrameOffsets: components["schemas"]["NameList"];
    /**
     * @description Distance between screenshots in frames, `300f`. For the presets `thumbnail` and `jpeg`.
     * @example 300f
     */
    ProfileFrameInterval: string;
    /**
     * @description Constant rate factor of H.264. Lower values mean better quality.
     * @example 23
     */
    ProfileH264Crf: number;
    /**
     * @description H.264 profile.
     * @example high
     */
    ProfileH264Profile: components["schemas"]["H264Profile"];
    /**
     * @description H.264 level.
     * @example 3.1
     */
    ProfileH264Level: components["schemas"]["H264Level"];
    /**
     * @description Kind of content that x264 is tuned for.
     * @example film
     */
    ProfileH264Tune: components["schemas"]["H264Tune"];
    /**
     * @description Additional x264 options.
     * @example ref=4:bframes=3
     */
    ProfileX264Options: string;
    /**
     * @description Additional x265 options.
     * @example ref=4:bframes=3
     */
    ProfileX265Options: string;
    /**
     * @description How subtitles are handled: added as separate streams, or burned into the picture.
     * @example add
     */
    ProfileClosedCaptions: components["schemas"]["ClosedCaptions"];
    /**
     * @description MPEG-DASH profile.
     * @example live
     */
    ProfileDashProfile: components["schemas"]["DashProfile"];
    /**
     * @description Names of the profiles that an HLS playlist includes. `*` matches any text. The service defaults
     *     to `hls.*`.
     * @example hls.iphone*,hls.audio
     */
    ProfileVariants: components["schemas"]["NameList"];
    /**
     * @description Whether HLS output is encrypted.
     * @example false
     */
    ProfileEncryption: boolean;
    /**
     * @description URL from which players fetch the key.
     * @example https://files.com/hls.key
     */
    ProfileEncryptionKeyUrl: string;
    /**
     * @description Key of 16 bytes in Base64. If omitted, it is generated by the first encoding.
     * @example MPE2KWuqHKjk0XNR3Ehluw==
     */
    ProfileEncryptionKey: string;
    /**
     * @description Initialization vector of 16 bytes in Base64. If omitted, it is generated by the first encoding.
     * @example 13ErUsaoGZ4N53pO6RrXsQ==
     */
    ProfileEncryptionIv: string;
    /**
     * @description Position of the encodings in the queue. Range and meaning are not confirmed.
     * @example 0
     */
    ProfilePriority: number;
    /**
     * @description Template of the keys of the output files, with tokens such as `:id` (required), `:video_id`,
     *     `:profile`, `:original`, `:date`, `:type`, and `:resolution`. Seen only in requests.
     * @example :video_id/:profile/:id
     */
    ProfilePathFormat: string;
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
     * @description Multi-chunk only. Tag of the extra file that the part belongs to. Omitted or empty for the main
     *     file.
     * @example
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
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The factories. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Factory"][];
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
         * @description Name of the factory.
         * @example staging
         */
        name?: string | undefined;
        /**
         * @description Storage bucket that files are written to.
         * @example acme-video
         */
        s3_videos_bucket?: components["parameters"]["FactoryBucket"] | undefined;
        /**
         * @description Key id of the storage account, which grants access to the bucket. Used once and not stored.
         * @example AKIAIOSFODNN7EXAMPLE
         */
        aws_access_key?: components["parameters"]["FactoryAccessKey"] | undefined;
        /**
         * @description Secret of `aws_access_key`. Never returned.
         * @example wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
         */
        aws_secret_key?: components["parameters"]["FactorySecretKey"] | undefined;
        /**
         * @description Older name of `aws_access_key`.
         * @example AKIAIOSFODNN7EXAMPLE
         */
        user_aws_key?: string | undefined;
        /**
         * @description Older name of `aws_secret_key`.
         * @example wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
         */
        user_aws_secret?: string | undefined;
        /**
         * @description Whether stored files are private. Not confirmed in requests.
         * @example false
         */
        s3_private_access?: components["parameters"]["FactoryPrivateAccess"] | undefined;
        /**
         * @description Whether the source file of a video is stored in the bucket.
         * @example true
         */
        upload_original_video?: components["parameters"]["FactoryKeepSource"] | undefined;
        /**
         * @description Position in the queue of the whole account. Lower values are served first. The service defaults
         *     to 99.
         * @example 99
         */
        priority?: components["parameters"]["FactoryPriority"] | undefined;
        /**
         * @description Template of the output directory, with the tokens of `path_format`. Seen in one client.
         * @example :video_id/:profile
         */
        outputs_path_format?: components["parameters"]["FactoryOutputsPath"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The new factory. */
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
      411: components["responses"]["LengthRequired"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getFactory: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the factory.
         * @example abcdeb2cc233daaa26da6e7dd77eabcd
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
         * @description Name of the factory.
         * @example new-name
         */
        name?: string | undefined;
        /**
         * @description Storage bucket that files are written to.
         * @example acme-video
         */
        s3_videos_bucket?: components["parameters"]["FactoryBucket"] | undefined;
        /**
         * @description Key id of the storage account, which grants access to the bucket. Used once and not stored.
         * @example AKIAIOSFODNN7EXAMPLE
         */
        aws_access_key?: components["parameters"]["FactoryAccessKey"] | undefined;
        /**
         * @description Secret of `aws_access_key`. Never returned.
         * @example wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
         */
        aws_secret_key?: components["parameters"]["FactorySecretKey"] | undefined;
        /**
         * @description Whether stored files are private. Not confirmed in requests.
         * @example false
         */
        s3_private_access?: components["parameters"]["FactoryPrivateAccess"] | undefined;
        /**
         * @description Whether the source file of a video is stored in the bucket.
         * @example true
         */
        upload_original_video?: components["parameters"]["FactoryKeepSource"] | undefined;
        /**
         * @description Position in the queue of the whole account. Lower values are served first. The service defaults
         *     to 99.
         * @example 99
         */
        priority?: components["parameters"]["FactoryPriority"] | undefined;
        /**
         * @description Template of the output directory, with the tokens of `path_format`. Seen in one client.
         * @example :video_id/:profile
         */
        outputs_path_format?: components["parameters"]["FactoryOutputsPath"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Id of the factory.
         * @example abcdeb2cc233daaa26da6e7dd77eabcd
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
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
      411: components["responses"]["LengthRequired"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  deleteFactory: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the factory.
         * @example abcdeb2cc233daaa26da6e7dd77eabcd
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The factory was deleted (inferred). */
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
      404: components["responses"]["FactoryNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  listVideos: {
    parameters: {
      query?: {
        /**
         * @description Only entries with this status.
         * @example success
         */
        status?: components["parameters"]["Status"] | undefined;
        /**
         * @description Page of the list, starting at 1.
         * @example 1
         */
        page?: components["parameters"]["Page"] | undefined;
        /**
         * @description Number of entries per page, at most 100. A shorter page is the last one (inferred).
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
          "application/json": components["schemas"]["Video"][];
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
      query?: {
        /**
         * @description Public URL that the service downloads. Omit it when a file is sent.
         * @example http://files.com/my_video.mp4
         */
        source_url?: string | undefined;
        /**
         * @description Names or ids of the profiles to encode with, separated by commas. If omitted, all profiles
         *     of the factory are used. `none` creates no encodings yet.
         * @example h264
         */
        profiles?: components["schemas"]["NameList"] | undefined;
        /**
         * @description Whether the video is encoded with every profile of the factory. Not needed here (inferred),
         *     because that is the default when `profiles` is omitted.
         * @example true
         */
        use_all_profiles?: boolean | undefined;
        /**
         * @description Template of the keys of the files, without extension. The service defaults to `:id`. Tokens:
         *     `:id` (required; id of the encoding or, for the source, of the video), `:video_id`, `:original`
         *     (original file name), `:date` (`2009-10-09`), `:profile` (profile name, or `original`), `:type`
         *     (`original` or `encodings`), `:resolution` (`480x340`).
         * @example :video_id/:profile/:id
         */
        path_format?: components["parameters"]["PathFormat"] | undefined;
        /**
         * @description Free text stored with the video, at most 256 characters.
         * @example order-1234
         */
        payload?: components["parameters"]["Payload"] | undefined;
        /**
         * @description JSON text that describes a pipeline of profiles. Its structure is not documented.
         * @example {"profiles": ["h264"]}
         */
        pipeline?: string | undefined;
        /**
         * @description URL that a browser is redirected to after a form upload. `$id` is replaced by the id of the
         *     video.
         * @example http://example.org/player?panda_video_id=$id
         */
        upload_redirect_url?: string | undefined;
        /**
         * @description Seen in one client. Not documented.
         * @example incoming/my_video.mp4
         */
        input_path?: string | undefined;
        /**
         * @description Variables for the profiles, `extra_variables[name]=text`. Seen in one client of this API, as
         *     JSON. The query form is inferred.
         * @example {
         *       "language": "en"
         *     }
         */
        extra_variables?: components["parameters"]["ExtraVariables"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * @description The file, as the part `file`. Omit the body when `source_url` is given. The file is not part
     *     of the signature.
     */
    requestBody?: {
      content: {
        "multipart/form-data": {
          /**
           * Format: binary
           * @description The bytes of the file, with its file name.
           */
          file?: BinaryPart | undefined;
        };
      };
    };
    responses: {
      /** @description The new video. */
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
      404: components["responses"]["ProfileNotFound"];
      411: components["responses"]["LengthRequired"];
      413: components["responses"]["FileSizeLimitExceeded"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  createUploadSession: {
    parameters: {
      query: {
        /**
         * @description Name of the file, without directories.
         * @example movie.mp4
         */
        file_name: string;
        /**
         * @description Size of the file in bytes, as a number or as decimal text.
         * @example 45000000
         */
        file_size: number | string;
        /**
         * @description Names or ids of the profiles to encode with, separated by commas. If omitted, no profile is
         *     used. A name that the factory does not have is rejected.
         * @example h264
         */
        profiles?: components["schemas"]["NameList"] | undefined;
        /**
         * @description Whether the video is encoded with every profile of the factory.
         * @example false
         */
        use_all_profiles?: boolean | undefined;
        /**
         * @description Whether the file is uploaded in numbered parts. The service defaults to `false` (inferred).
         * @example true
         */
        multi_chunk?: boolean | undefined;
        /**
         * @description Template of the keys of the files, without extension. The service defaults to `:id`. Tokens:
         *     `:id` (required; id of the encoding or, for the source, of the video), `:video_id`, `:original`
         *     (original file name), `:date` (`2009-10-09`), `:profile` (profile name, or `original`), `:type`
         *     (`original` or `encodings`), `:resolution` (`480x340`).
         * @example :video_id/:profile/:id
         */
        path_format?: components["parameters"]["PathFormat"] | undefined;
        /**
         * @description Free text stored with the video, at most 256 characters.
         * @example order-1234
         */
        payload?: components["parameters"]["Payload"] | undefined;
        /**
         * @description Variables for the profiles, `extra_variables[name]=text`. Seen in one client of this API, as
         *     JSON. The query form is inferred.
         * @example {
         *       "language": "en"
         *     }
         */
        extra_variables?: components["parameters"]["ExtraVariables"] | undefined;
        /**
         * @description Duration of the section to encode, `HH:MM:SS`. Not confirmed in this API.
         * @example 00:20:00
         */
        clip_length?: string | undefined;
        /**
         * @description Start of the section to encode, `HH:MM:SS`. Not confirmed in this API.
         * @example 00:00:10
         */
        clip_offset?: string | undefined;
        /**
         * @description URL of a watermark image. Not confirmed in this API.
         * @example http://files.com/watermark.png
         */
        watermark_url?: string | undefined;
        /**
         * @description Distance from the top edge. Cannot be combined with `watermark_bottom`. Not confirmed in
         *     this API.
         * @example 10
         */
        watermark_top?: components["schemas"]["Distance"] | undefined;
        /**
         * @description Distance from the right edge. Not confirmed in this API.
         * @example 5%
         */
        watermark_right?: components["schemas"]["Distance"] | undefined;
        /**
         * @description Distance from the bottom edge. Not confirmed in this API.
         * @example 5%
         */
        watermark_bottom?: components["schemas"]["Distance"] | undefined;
        /**
         * @description Distance from the left edge. Cannot be combined with `watermark_right`. Not confirmed in
         *     this API.
         * @example 10
         */
        watermark_left?: components["schemas"]["Distance"] | undefined;
        /**
         * @description Width of the watermark in pixels. Not confirmed in this API.
         * @example 100
         */
        watermark_width?: components["schemas"]["Distance"] | undefined;
        /**
         * @description Height of the watermark in pixels. Not confirmed in this API.
         * @example 40
         */
        watermark_height?: components["schemas"]["Distance"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
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
      411: components["responses"]["LengthRequired"];
      413: components["responses"]["FileSizeLimitExceeded"];
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
  listVideoEncodings: {
    parameters: {
      query?: {
        /**
         * @description Only entries with this status.
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
         * @description Whether the response includes the keys of the screenshots.
         * @example true
         */
        screenshots?: components["parameters"]["Screenshots"] | undefined;
        /**
         * @description Page of the list, starting at 1.
         * @example 1
         */
        page?: components["parameters"]["Page"] | undefined;
        /**
         * @description Number of entries per page, at most 100. A shorter page is the last one (inferred).
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
          "application/json": components["schemas"]["Encoding"][];
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
  listEncodings: {
    parameters: {
      query?: {
        /**
         * @description Only entries with this status.
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
        video_id?: string | undefined;
        /**
         * @description Whether the response includes the keys of the screenshots.
         * @example true
         */
        screenshots?: components["parameters"]["Screenshots"] | undefined;
        /**
         * @description Page of the list, starting at 1.
         * @example 1
         */
        page?: components["parameters"]["Page"] | undefined;
        /**
         * @description Number of entries per page, at most 100. A shorter page is the last one (inferred).
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
          "application/json": components["schemas"]["Encoding"][];
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
      query: {
        /**
         * @description Id of the video to encode.
         * @example 4147fd6f38fb552c38aba1e2b6923892
         */
        video_id: string;
        /**
         * @description Id of the profile to use.
         * @example aaaabbbbccccddddeeeeffff00001111
         */
        profile_id?: string | undefined;
        /**
         * @description Name of the profile to use.
         * @example h264
         */
        profile_name?: string | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
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
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["VideoOrProfileNotFound"];
      411: components["responses"]["LengthRequired"];
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
      400: components["responses"]["BadRequest"];
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
      /** @description Whether the encoding was canceled. Old servers have been seen to send an empty response. */
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
  listProfiles: {
    parameters: {
      query?: {
        /**
         * @description Whether the response includes fields that have their default value.
         * @example true
         */
        expand?: components["parameters"]["Expand"] | undefined;
        /**
         * @description Page of the list, starting at 1.
         * @example 1
         */
        page?: components["parameters"]["Page"] | undefined;
        /**
         * @description Number of entries per page, at most 100. A shorter page is the last one (inferred).
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
          "application/json": components["schemas"]["Profile"][];
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
         * @description Machine-readable name, unique in the factory. Encodings can be filtered by it. Names that match
         *     `[A-Za-z0-9._-]+` are safe in paths.
         * @example h264_1
         */
        name?: components["parameters"]["ProfileName"] | undefined;
        /**
         * @description Human-readable name.
         * @example MP4 (H.264)
         */
        title?: components["parameters"]["ProfileTitle"] | undefined;
        /**
         * @description Preset that the profile is based on: `h264`, `h264.hi`, `webm`, `webm.hi`, `ogg`, `ogg.hi`,
         *     `hls.variant`, `hls.variant.audio`, `hls.variant.playlist`, `hss`, `mp3`, `aac`, `vorbis`,
         *     `thumbnail`. Other presets may exist. Missing or null for a custom profile.
         * @example h264
         */
        preset_name?: components["parameters"]["ProfilePresetName"] | undefined;
        /**
         * @description Command lines of a custom profile, separated by line feeds or `;`. Tokens such as
         *     `$input_file$`, `$output_file$`, `$video_bitrate$`, and `$filters$` are replaced. Without
         *     `$filters$` the picture is not scaled. Missing for presets.
         * @example ffmpeg -i $input_file$ $video_bitrate$ $audio_bitrate$ $filters$ -y $output_file$
         */
        command?: components["parameters"]["ProfileCommand"] | undefined;
        /**
         * @description Tool stack for custom commands. `corepack-1` is the old default; `corepack-3` is recommended.
         * @example corepack-3
         */
        stack?: components["parameters"]["ProfileStack"] | undefined;
        /**
         * @description Obsolete field of the oldest API. Seen only in requests.
         * @example desktop
         */
        category?: components["parameters"]["ProfileCategory"] | undefined;
        /**
         * @description Extension of the output, including the dot, `.mp4`. One request was seen without the dot.
         * @example .mp4
         */
        extname?: components["parameters"]["ProfileExtname"] | undefined;
        /**
         * @description Width in pixels.
         * @example 640
         */
        width?: components["parameters"]["ProfileWidth"] | undefined;
        /**
         * @description Height in pixels.
         * @example 480
         */
        height?: components["parameters"]["ProfileHeight"] | undefined;
        /**
         * @description Whether a smaller picture is enlarged. The service defaults to `true`.
         * @example true
         */
        upscale?: components["parameters"]["ProfileUpscale"] | undefined;
        /**
         * @description How the picture is fitted into the frame. The service defaults to `letterbox`.
         * @example letterbox
         */
        aspect_mode?: components["parameters"]["ProfileAspectMode"] | undefined;
        /**
         * @description Display aspect ratio.
         * @example 16:9
         */
        aspect_ratio?: components["parameters"]["ProfileAspectRatio"] | undefined;
        /**
         * @description Whether the video is encoded in two passes. The service defaults to `false`.
         * @example false
         */
        two_pass?: components["parameters"]["ProfileTwoPass"] | undefined;
        /**
         * @description Video bit rate in kbit/s.
         * @example 500
         */
        video_bitrate?: components["parameters"]["ProfileVideoBitrate"] | undefined;
        /**
         * @description Maximum video bit rate, presumably in kbit/s (not confirmed).
         * @example 800
         */
        max_rate?: components["parameters"]["ProfileMaxRate"] | undefined;
        /**
         * @description Size of the rate-control buffer, presumably in kbit (not confirmed).
         * @example 1000
         */
        buffer_size?: components["parameters"]["ProfileBufferSize"] | undefined;
        /**
         * @description Whether the bit rate is constant.
         * @example false
         */
        cbr?: components["parameters"]["ProfileCbr"] | undefined;
        /**
         * @description Frames per second, as a number or as numeric text. `same_as_source` has been seen too. If unset,
         *     the frame rate of the source is used.
         * @example 45
         */
        fps?: components["parameters"]["ProfileFps"] | undefined;
        /**
         * @description Whether frame rate conversion is motion compensated (inferred from the name).
         * @example false
         */
        motion_compensate_fps?: components["parameters"]["ProfileMotionCompensateFps"] | undefined;
        /**
         * @description Number of frames between key frames. The service defaults to 250.
         * @example 250
         */
        keyframe_interval?: components["parameters"]["ProfileKeyframeInterval"] | undefined;
        /**
         * @description Key frames per second. 0.5 means one every 2 s.
         * @example 0.5
         */
        keyframe_rate?: components["parameters"]["ProfileKeyframeRate"] | undefined;
        /**
         * @description Audio bit rate in kbit/s.
         * @example 128
         */
        audio_bitrate?: components["parameters"]["ProfileAudioBitrate"] | undefined;
        /**
         * @description Audio sample rate in Hz. The service defaults to 44100.
         * @example 44100
         */
        audio_sample_rate?: components["parameters"]["ProfileAudioSampleRate"] | undefined;
        /**
         * @description Number of audio channels. If unset, the number of the source is used (inferred).
         * @example 2
         */
        audio_channels?: components["parameters"]["ProfileAudioChannels"] | undefined;
        /**
         * @description Whether several audio streams are merged into one (inferred from the name).
         * @example false
         */
        merge_audio_streams?: components["parameters"]["ProfileMergeAudioStreams"] | undefined;
        /**
         * @description Duration of the section to encode, `HH:MM:SS`.
         * @example 00:20:00
         */
        clip_length?: components["parameters"]["ProfileClipLength"] | undefined;
        /**
         * @description Start of the section to encode, `HH:MM:SS`.
         * @example 00:00:10
         */
        clip_offset?: components["parameters"]["ProfileClipOffset"] | undefined;
        /**
         * @description How interlaced input is deinterlaced: with the same or with twice the frame rate.
         * @example keep_fps
         */
        deinterlace?: components["parameters"]["ProfileDeinterlace"] | undefined;
        /**
         * @description Makes the output interlaced. The value is the field that comes first.
         * @example top
         */
        interlace?: components["parameters"]["ProfileInterlace"] | undefined;
        /**
         * @description Whether the time code is burned into the picture.
         * @example false
         */
        time_code?: components["parameters"]["ProfileTimeCode"] | undefined;
        /**
         * @description URL of the watermark image.
         * @example http://files.com/watermark.png
         */
        watermark_url?: components["parameters"]["ProfileWatermarkUrl"] | undefined;
        /**
         * @description Distance of the watermark from the top edge. Omit it if `watermark_bottom` is given.
         * @example 10
         */
        watermark_top?: components["parameters"]["ProfileWatermarkTop"] | undefined;
        /**
         * @description Distance of the watermark from the bottom edge.
         * @example 5%
         */
        watermark_bottom?: components["parameters"]["ProfileWatermarkBottom"] | undefined;
        /**
         * @description Distance of the watermark from the left edge. Omit it if `watermark_right` is given.
         * @example 10
         */
        watermark_left?: components["parameters"]["ProfileWatermarkLeft"] | undefined;
        /**
         * @description Distance of the watermark from the right edge.
         * @example 5%
         */
        watermark_right?: components["parameters"]["ProfileWatermarkRight"] | undefined;
        /**
         * @description Width of the watermark. If unset, the width of the image is used.
         * @example 100
         */
        watermark_width?: components["parameters"]["ProfileWatermarkWidth"] | undefined;
        /**
         * @description Height of the watermark. If unset, the height of the image is used.
         * @example 40
         */
        watermark_height?: components["parameters"]["ProfileWatermarkHeight"] | undefined;
        /**
         * @description Number of evenly spaced screenshots. The service defaults to 7.
         * @example 7
         */
        frame_count?: components["parameters"]["ProfileFrameCount"] | undefined;
        /**
         * @description Positions of the screenshots, in seconds or frames. For the presets `thumbnail` and `jpeg`.
         * @example 2s, 10s, 250f, 400f
         */
        frame_offsets?: components["parameters"]["ProfileFrameOffsets"] | undefined;
        /**
         * @description Distance between screenshots in frames, `300f`. For the presets `thumbnail` and `jpeg`.
         * @example 300f
         */
        frame_interval?: components["parameters"]["ProfileFrameInterval"] | undefined;
        /**
         * @description Constant rate factor of H.264. Lower values mean better quality.
         * @example 23
         */
        h264_crf?: components["parameters"]["ProfileH264Crf"] | undefined;
        /**
         * @description H.264 profile.
         * @example high
         */
        h264_profile?: components["parameters"]["ProfileH264Profile"] | undefined;
        /**
         * @description H.264 level.
         * @example 3.1
         */
        h264_level?: components["parameters"]["ProfileH264Level"] | undefined;
        /**
         * @description Kind of content that x264 is tuned for.
         * @example film
         */
        h264_tune?: components["parameters"]["ProfileH264Tune"] | undefined;
        /**
         * @description Additional x264 options.
         * @example ref=4:bframes=3
         */
        x264_options?: components["parameters"]["ProfileX264Options"] | undefined;
        /**
         * @description Additional x265 options.
         * @example ref=4:bframes=3
         */
        x265_options?: components["parameters"]["ProfileX265Options"] | undefined;
        /**
         * @description How subtitles are handled: added as separate streams, or burned into the picture.
         * @example add
         */
        closed_captions?: components["parameters"]["ProfileClosedCaptions"] | undefined;
        /**
         * @description MPEG-DASH profile.
         * @example live
         */
        dash_profile?: components["parameters"]["ProfileDashProfile"] | undefined;
        /**
         * @description Names of the profiles that an HLS playlist includes. `*` matches any text. The service defaults
         *     to `hls.*`.
         * @example hls.iphone*,hls.audio
         */
        variants?: components["parameters"]["ProfileVariants"] | undefined;
        /**
         * @description Whether HLS output is encrypted.
         * @example false
         */
        encryption?: components["parameters"]["ProfileEncryption"] | undefined;
        /**
         * @description URL from which players fetch the key.
         * @example https://files.com/hls.key
         */
        encryption_key_url?: components["parameters"]["ProfileEncryptionKeyUrl"] | undefined;
        /**
         * @description Key of 16 bytes in Base64. If omitted, it is generated by the first encoding.
         * @example MPE2KWuqHKjk0XNR3Ehluw==
         */
        encryption_key?: components["parameters"]["ProfileEncryptionKey"] | undefined;
        /**
         * @description Initialization vector of 16 bytes in Base64. If omitted, it is generated by the first encoding.
         * @example 13ErUsaoGZ4N53pO6RrXsQ==
         */
        encryption_iv?: components["parameters"]["ProfileEncryptionIv"] | undefined;
        /**
         * @description Position of the encodings in the queue. Range and meaning are not confirmed.
         * @example 0
         */
        priority?: components["parameters"]["ProfilePriority"] | undefined;
        /**
         * @description Template of the keys of the output files, with tokens such as `:id` (required), `:video_id`,
         *     `:profile`, `:original`, `:date`, `:type`, and `:resolution`. Seen only in requests.
         * @example :video_id/:profile/:id
         */
        path_format?: components["parameters"]["ProfilePathFormat"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
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
      411: components["responses"]["LengthRequired"];
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
         * @description Machine-readable name, unique in the factory. Encodings can be filtered by it. Names that match
         *     `[A-Za-z0-9._-]+` are safe in paths.
         * @example h264_1
         */
        name?: components["parameters"]["ProfileName"] | undefined;
        /**
         * @description Human-readable name.
         * @example MP4 (H.264)
         */
        title?: components["parameters"]["ProfileTitle"] | undefined;
        /**
         * @description Command lines of a custom profile, separated by line feeds or `;`. Tokens such as
         *     `$input_file$`, `$output_file$`, `$video_bitrate$`, and `$filters$` are replaced. Without
         *     `$filters$` the picture is not scaled. Missing for presets.
         * @example ffmpeg -i $input_file$ $video_bitrate$ $audio_bitrate$ $filters$ -y $output_file$
         */
        command?: components["parameters"]["ProfileCommand"] | undefined;
        /**
         * @description Tool stack for custom commands. `corepack-1` is the old default; `corepack-3` is recommended.
         * @example corepack-3
         */
        stack?: components["parameters"]["ProfileStack"] | undefined;
        /**
         * @description Extension of the output, including the dot, `.mp4`. One request was seen without the dot.
         * @example .mp4
         */
        extname?: components["parameters"]["ProfileExtname"] | undefined;
        /**
         * @description Width in pixels.
         * @example 640
         */
        width?: components["parameters"]["ProfileWidth"] | undefined;
        /**
         * @description Height in pixels.
         * @example 480
         */
        height?: components["parameters"]["ProfileHeight"] | undefined;
        /**
         * @description Whether a smaller picture is enlarged. The service defaults to `true`.
         * @example true
         */
        upscale?: components["parameters"]["ProfileUpscale"] | undefined;
        /**
         * @description How the picture is fitted into the frame. The service defaults to `letterbox`.
         * @example letterbox
         */
        aspect_mode?: components["parameters"]["ProfileAspectMode"] | undefined;
        /**
         * @description Display aspect ratio.
         * @example 16:9
         */
        aspect_ratio?: components["parameters"]["ProfileAspectRatio"] | undefined;
        /**
         * @description Whether the video is encoded in two passes. The service defaults to `false`.
         * @example false
         */
        two_pass?: components["parameters"]["ProfileTwoPass"] | undefined;
        /**
         * @description Video bit rate in kbit/s.
         * @example 500
         */
        video_bitrate?: components["parameters"]["ProfileVideoBitrate"] | undefined;
        /**
         * @description Maximum video bit rate, presumably in kbit/s (not confirmed).
         * @example 800
         */
        max_rate?: components["parameters"]["ProfileMaxRate"] | undefined;
        /**
         * @description Size of the rate-control buffer, presumably in kbit (not confirmed).
         * @example 1000
         */
        buffer_size?: components["parameters"]["ProfileBufferSize"] | undefined;
        /**
         * @description Whether the bit rate is constant.
         * @example false
         */
        cbr?: components["parameters"]["ProfileCbr"] | undefined;
        /**
         * @description Frames per second, as a number or as numeric text. `same_as_source` has been seen too. If unset,
         *     the frame rate of the source is used.
         * @example 45
         */
        fps?: components["parameters"]["ProfileFps"] | undefined;
        /**
         * @description Whether frame rate conversion is motion compensated (inferred from the name).
         * @example false
         */
        motion_compensate_fps?: components["parameters"]["ProfileMotionCompensateFps"] | undefined;
        /**
         * @description Number of frames between key frames. The service defaults to 250.
         * @example 250
         */
        keyframe_interval?: components["parameters"]["ProfileKeyframeInterval"] | undefined;
        /**
         * @description Key frames per second. 0.5 means one every 2 s.
         * @example 0.5
         */
        keyframe_rate?: components["parameters"]["ProfileKeyframeRate"] | undefined;
        /**
         * @description Audio bit rate in kbit/s.
         * @example 128
         */
        audio_bitrate?: components["parameters"]["ProfileAudioBitrate"] | undefined;
        /**
         * @description Audio sample rate in Hz. The service defaults to 44100.
         * @example 44100
         */
        audio_sample_rate?: components["parameters"]["ProfileAudioSampleRate"] | undefined;
        /**
         * @description Number of audio channels. If unset, the number of the source is used (inferred).
         * @example 2
         */
        audio_channels?: components["parameters"]["ProfileAudioChannels"] | undefined;
        /**
         * @description Whether several audio streams are merged into one (inferred from the name).
         * @example false
         */
        merge_audio_streams?: components["parameters"]["ProfileMergeAudioStreams"] | undefined;
        /**
         * @description Duration of the section to encode, `HH:MM:SS`.
         * @example 00:20:00
         */
        clip_length?: components["parameters"]["ProfileClipLength"] | undefined;
        /**
         * @description Start of the section to encode, `HH:MM:SS`.
         * @example 00:00:10
         */
        clip_offset?: components["parameters"]["ProfileClipOffset"] | undefined;
        /**
         * @description How interlaced input is deinterlaced: with the same or with twice the frame rate.
         * @example keep_fps
         */
        deinterlace?: components["parameters"]["ProfileDeinterlace"] | undefined;
        /**
         * @description Makes the output interlaced. The value is the field that comes first.
         * @example top
         */
        interlace?: components["parameters"]["ProfileInterlace"] | undefined;
        /**
         * @description Whether the time code is burned into the picture.
         * @example false
         */
        time_code?: components["parameters"]["ProfileTimeCode"] | undefined;
        /**
         * @description URL of the watermark image.
         * @example http://files.com/watermark.png
         */
        watermark_url?: components["parameters"]["ProfileWatermarkUrl"] | undefined;
        /**
         * @description Distance of the watermark from the top edge. Omit it if `watermark_bottom` is given.
         * @example 10
         */
        watermark_top?: components["parameters"]["ProfileWatermarkTop"] | undefined;
        /**
         * @description Distance of the watermark from the bottom edge.
         * @example 5%
         */
        watermark_bottom?: components["parameters"]["ProfileWatermarkBottom"] | undefined;
        /**
         * @description Distance of the watermark from the left edge. Omit it if `watermark_right` is given.
         * @example 10
         */
        watermark_left?: components["parameters"]["ProfileWatermarkLeft"] | undefined;
        /**
         * @description Distance of the watermark from the right edge.
         * @example 5%
         */
        watermark_right?: components["parameters"]["ProfileWatermarkRight"] | undefined;
        /**
         * @description Width of the watermark. If unset, the width of the image is used.
         * @example 100
         */
        watermark_width?: components["parameters"]["ProfileWatermarkWidth"] | undefined;
        /**
         * @description Height of the watermark. If unset, the height of the image is used.
         * @example 40
         */
        watermark_height?: components["parameters"]["ProfileWatermarkHeight"] | undefined;
        /**
         * @description Number of evenly spaced screenshots. The service defaults to 7.
         * @example 7
         */
        frame_count?: components["parameters"]["ProfileFrameCount"] | undefined;
        /**
         * @description Positions of the screenshots, in seconds or frames. For the presets `thumbnail` and `jpeg`.
         * @example 2s, 10s, 250f, 400f
         */
        frame_offsets?: components["parameters"]["ProfileFrameOffsets"] | undefined;
        /**
         * @description Distance between screenshots in frames, `300f`. For the presets `thumbnail` and `jpeg`.
         * @example 300f
         */
        frame_interval?: components["parameters"]["ProfileFrameInterval"] | undefined;
        /**
         * @description Constant rate factor of H.264. Lower values mean better quality.
         * @example 23
         */
        h264_crf?: components["parameters"]["ProfileH264Crf"] | undefined;
        /**
         * @description H.264 profile.
         * @example high
         */
        h264_profile?: components["parameters"]["ProfileH264Profile"] | undefined;
        /**
         * @description H.264 level.
         * @example 3.1
         */
        h264_level?: components["parameters"]["ProfileH264Level"] | undefined;
        /**
         * @description Kind of content that x264 is tuned for.
         * @example film
         */
        h264_tune?: components["parameters"]["ProfileH264Tune"] | undefined;
        /**
         * @description Additional x264 options.
         * @example ref=4:bframes=3
         */
        x264_options?: components["parameters"]["ProfileX264Options"] | undefined;
        /**
         * @description Additional x265 options.
         * @example ref=4:bframes=3
         */
        x265_options?: components["parameters"]["ProfileX265Options"] | undefined;
        /**
         * @description How subtitles are handled: added as separate streams, or burned into the picture.
         * @example add
         */
        closed_captions?: components["parameters"]["ProfileClosedCaptions"] | undefined;
        /**
         * @description MPEG-DASH profile.
         * @example live
         */
        dash_profile?: components["parameters"]["ProfileDashProfile"] | undefined;
        /**
         * @description Names of the profiles that an HLS playlist includes. `*` matches any text. The service defaults
         *     to `hls.*`.
         * @example hls.iphone*,hls.audio
         */
        variants?: components["parameters"]["ProfileVariants"] | undefined;
        /**
         * @description Whether HLS output is encrypted.
         * @example false
         */
        encryption?: components["parameters"]["ProfileEncryption"] | undefined;
        /**
         * @description URL from which players fetch the key.
         * @example https://files.com/hls.key
         */
        encryption_key_url?: components["parameters"]["ProfileEncryptionKeyUrl"] | undefined;
        /**
         * @description Key of 16 bytes in Base64. If omitted, it is generated by the first encoding.
         * @example MPE2KWuqHKjk0XNR3Ehluw==
         */
        encryption_key?: components["parameters"]["ProfileEncryptionKey"] | undefined;
        /**
         * @description Initialization vector of 16 bytes in Base64. If omitted, it is generated by the first encoding.
         * @example 13ErUsaoGZ4N53pO6RrXsQ==
         */
        encryption_iv?: components["parameters"]["ProfileEncryptionIv"] | undefined;
        /**
         * @description Position of the encodings in the queue. Range and meaning are not confirmed.
         * @example 0
         */
        priority?: components["parameters"]["ProfilePriority"] | undefined;
        /**
         * @description Template of the keys of the output files, with tokens such as `:id` (required), `:video_id`,
         *     `:profile`, `:original`, `:date`, `:type`, and `:resolution`. Seen only in requests.
         * @example :video_id/:profile/:id
         */
        path_format?: components["parameters"]["ProfilePathFormat"] | undefined;
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
      411: components["responses"]["LengthRequired"];
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
  listProfileEncodings: {
    parameters: {
      query?: {
        /**
         * @description Only entries with this status.
         * @example success
         */
        status?: components["parameters"]["Status"] | undefined;
        /**
         * @description Whether the response includes the keys of the screenshots.
         * @example true
         */
        screenshots?: components["parameters"]["Screenshots"] | undefined;
        /**
         * @description Page of the list, starting at 1.
         * @example 1
         */
        page?: components["parameters"]["Page"] | undefined;
        /**
         * @description Number of entries per page, at most 100. A shorter page is the last one (inferred).
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
          "application/json": components["schemas"]["Encoding"][];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["ProfileNotFound"];
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
      query?: {
        /**
         * @description URL that messages are posted to.
         * @example http://super-app.io/notifications
         */
        url?: string | undefined;
        /**
         * @description Initial delay in seconds (inferred).
         * @example 13
         */
        delay?: number | undefined;
        /**
         * @description Whether messages include data of the video.
         * @example true
         */
        send_video_payload?: boolean | undefined;
        /**
         * @description Events to enable or disable, `events[video_created]=true`. The brackets are not encoded in
         *     the string to sign.
         * @example {
         *       "video_created": false,
         *       "video_encoded": false,
         *       "encoding_progress": false,
         *       "encoding_completed": false
         *     }
         */
        events?: components["schemas"]["NotificationEvents"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
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
      411: components["responses"]["LengthRequired"];
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
         * @description Multi-chunk only. Tag of the extra file that the part belongs to. Omitted or empty for the main
         *     file.
         * @example
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
         * @description Multi-chunk only. Tag of the extra file that the part belongs to. Omitted or empty for the main
         *     file.
         * @example
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
         * @description Multi-chunk only. Tag of the extra file that the part belongs to. Omitted or empty for the main
         *     file.
         * @example
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
