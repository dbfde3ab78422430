// Generated from specs/pili/openapi.yaml by scripts/generate.ts. Do not edit.

export interface paths {
  "/streams": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the streams of the hub
     * @description Newest first, as seen once. Continue with `marker` until `end` is true. Servers older than
     *     December 2015 do not send `end`: continue until `items` is null or empty.
     *
     *     The oldest servers do not support `title`, `status`, and `idonly`.
     */
    get: operations["listStreams"];
    put?: never;
    /**
     * Creates a stream
     * @description Creates a stream in an existing hub. The service chooses a value for each omitted field. The
     *     default of `publishSecurity` depends on the server, so send it if it matters. The title becomes
     *     part of the id and of all URLs, and cannot be changed later.
     */
    post: operations["createStream"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/streams/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
         *     escaped. How the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    /**
     * Gets a stream
     * @description The response contains the hosts that the URLs of the stream are built from.
     */
    get: operations["getStream"];
    put?: never;
    /**
     * Updates a stream
     * @description Send only the fields to change. The title and the hub cannot be changed.
     *
     *     `disabled: true` rejects publishing. A push in progress is dropped, and its status changes to
     *     `disconnected` after a delay that is set for the hub; this is not confirmed. `disabled: false`
     *     allows publishing again.
     */
    post: operations["updateStream"];
    /**
     * Deletes a stream
     * @description The response for an unknown stream is expected to be 404, as for `getStream`. Not confirmed.
     */
    delete: operations["deleteStream"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/streams/{id}/status": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
         *     escaped. How the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    /**
     * Gets the status of a stream
     * @description Returns whether the stream is being pushed, the address of the publisher, and the rates at which
     *     data arrives. The response for a stream that was never pushed is not known.
     */
    get: operations["getStreamStatus"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/streams/{id}/segments": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
         *     escaped. How the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    /**
     * Gets the recorded segments of a stream
     * @description Returns when the stream was recorded. Without `start` and `end`, the whole recording is
     *     included. Passing only one of them is not allowed.
     */
    get: operations["getStreamSegments"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/streams/{id}/saveas": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
         *     escaped. How the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Saves a recording as a file
     * @description Stores a playlist of an interval, which can be played immediately. With `format`, a job also
     *     converts the recording. Query its state with `getJob`, or pass `notifyUrl`.
     *
     *     If the interval has no recording, the service responds with 619. Servers of 2015 responded with
     *     404 or 400.
     */
    post: operations["saveStreamAs"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/streams/{id}/snapshot": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
         *     escaped. How the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Takes a picture of a stream
     * @description Starts a job that stores a picture of the stream at a given time. Query its state with `getJob`,
     *     or pass `notifyUrl`.
     *
     *     If there is no data at that time, the service responds with 619. Servers of 2015 responded with
     *     404 or 400.
     */
    post: operations["snapshotStream"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/streams/{id}/available": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
         *     escaped. How the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Disables a stream, optionally for a limited time, or enables it
     * @description Same as `updateStream` with `disabled`, but the time can be limited. Since December 2015, in two
     *     clients only.
     */
    post: operations["setStreamAvailability"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/statuses": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Lists the statuses of several streams
     * @description Same as `getStreamStatus`, for many streams at once. Seen in one client of 2016. The response
     *     for unknown ids and the maximum number of ids are not known.
     */
    post: operations["listStreamStatuses"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/status/get/prefop": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Gets the state of a job
     * @description Needs no signature. A signed call seems to be accepted as well (not confirmed). Jobs are stored
     *     for about 10 days (not confirmed).
     */
    get: operations["getJob"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description A page of streams. */
    StreamList: {
      /**
       * @description Value to send as `marker` to get the next page. Opaque, although decimal text such as `10`
       *     has been seen.
       * @example 2
       */
      marker: string;
      /**
       * @description Whether this is the last page. Missing on servers older than December 2015.
       * @example true
       */
      end?: boolean;
      /** @description The streams. Null or empty if there are none, or no more. */
      items: components["schemas"]["ListedStream"][] | null;
    };
    /** @description A stream to create. */
    CreateStreamRequest: {
      /**
       * @description Name of the hub, which must exist.
       * @example test-hub
       */
      hub: string;
      /**
       * @description Name of the stream, unique in the hub. If omitted, the service chooses one of 24 hex digits.
       *     The limits are not confirmed: sources say 4 to 200, 5 to 200, or 4 to 100 characters.
       * @example test-title
       */
      title?: string | undefined;
      /**
       * @description Secret for publishing, any text. If omitted, the service chooses one.
       * @example abc
       */
      publishKey?: string | undefined;
      publishSecurity?: components["schemas"]["PublishSecurity"] | undefined;
      /**
       * @description Address of the publisher, which the service uses to choose a region. Seen in one client.
       * @example 106.187.43.211
       */
      clientIp?: string | undefined;
    };
    /**
     * @description A stream of a hub that one publisher pushes to. `publishKey` is a secret: anyone who has it can
     *     publish.
     */
    Stream: WithRequired<
      components["schemas"]["ListedStream"],
      | "createdAt"
      | "updatedAt"
      | "title"
      | "hub"
      | "disabled"
      | "publishKey"
      | "publishSecurity"
      | "hosts"
    >;
    /** @description Fields to change. Omitted fields are left unchanged. */
    UpdateStreamRequest: {
      /**
       * @description New secret for publishing.
       * @example new_secret_words
       */
      publishKey?: string | undefined;
      publishSecurity?: components["schemas"]["PublishSecurity"] | undefined;
      /**
       * @description Whether publishing is rejected.
       * @example true
       */
      disabled?: boolean | undefined;
    };
    /** @description Current state of a stream. The oldest servers do not send the rates. */
    StreamStatus: {
      /**
       * @description Address and port of the publisher. If disconnected, those of the last publisher, or empty.
       * @example 106.187.43.211:51393
       */
      addr: string;
      /**
       * @description `connected` while the stream is being pushed.
       * @example disconnected
       * @enum {string}
       */
      status: "connected" | "disconnected";
      /**
       * Format: date-time
       * @description Time when the current push started.
       * @example 2015-08-22T06:49:00.121Z
       */
      startFrom?: string;
      /**
       * @description Bytes received per second.
       * @example 16870.2
       */
      bytesPerSecond?: number;
      framesPerSecond?: components["schemas"]["FrameRates"];
      /**
       * @description Id of the push or of the call. Not documented. Seen in two clients.
       * @example YmMxOTcuAAASDc1n
       */
      reqId?: string;
      /**
       * @description Name of the hub. Seen in one client.
       * @example test-hub
       */
      hub?: string;
      /**
       * @description Title of the stream. Seen in one client.
       * @example 55d81a72e3ba5723280000ec
       */
      stream?: string;
    };
    /** @description Recorded segments of a stream. */
    SegmentList: {
      /**
       * Format: int64
       * @description First recorded second, in Unix seconds. Missing on older servers.
       * @example 1440225930
       */
      start?: number;
      /**
       * Format: int64
       * @description Last recorded second, in Unix seconds. Missing on older servers.
       * @example 1440226380
       */
      end?: number;
      /**
       * Format: int64
       * @description Duration in seconds. Whether pauses between segments are included is not known. Missing on
       *     older servers.
       * @example 240
       */
      duration?: number;
      /** @description The segments. Null if nothing was recorded. */
      segments: components["schemas"]["Segment"][] | null;
    };
    /** @description An interval of a recording, and the file to create from it. */
    SaveAsRequest: {
      /**
       * @description Name of the file. The playlist has the same name with the extension `.m3u8`.
       * @example videoName.mp4
       */
      name: string;
      /**
       * Format: int64
       * @description First second in Unix seconds, together with `end`. Required by older clients. If omitted, or
       *     with -1 for both, the whole recording is used (not confirmed).
       * @example 1440225930
       */
      start?: number | undefined;
      /**
       * Format: int64
       * @description Last second in Unix seconds, not before `start`. Required by older clients. If omitted, or
       *     with -1 for both, the whole recording is used (not confirmed).
       * @example 1440226380
       */
      end?: number | undefined;
      /**
       * @description Format that the recording is converted to: `mp4`, `flv`, `avi`, `m3u8`, `mp3`, `aac`, `m4a`,
       *     or another format of Qiniu's `avthumb`. If omitted, only the playlist is created. Required
       *     by the oldest clients.
       * @example mp4
       */
      format?: string | undefined;
      /**
       * Format: uri
       * @description URL that is notified when the job has ended.
       * @example http://example.com/pili/jobs
       */
      notifyUrl?: string | undefined;
      /**
       * @description Name of a dedicated queue for the job. If omitted, the shared queue is used. Since 2016.
       * @example test-pipeline
       */
      pipeline?: string | undefined;
    };
    /** @description The stored playlist, and the file that a job is creating. */
    SaveAsResult: {
      /**
       * Format: uri
       * @description Playlist of the interval. Available immediately.
       * @example http://ey636h.vod1.z1.pili.qiniucdn.com/recordings/z1.test-hub.55d81a72e3ba5723280000ec/videoName.m3u8
       */
      url: string;
      /**
       * Format: uri
       * @description The converted file, available when the job is done. Only with `format`. It may be on a
       *     different host than the playlist.
       * @example http://ey636h.vod1.z1.pili.qiniucdn.com/recordings/z1.test-hub.55d81a72e3ba5723280000ec/videoName.mp4
       */
      targetUrl?: string;
      /**
       * @description Id of the conversion job, for `getJob`. Only with `format`.
       * @example z1.55d81c6c7823de5a49ad77b3
       */
      persistentId?: string;
    };
    /** @description A time in a stream, and the picture to create. */
    SnapshotRequest: {
      /**
       * @description Name of the file.
       * @example imageName.jpg
       */
      name: string;
      /**
       * @description `jpg`, `png`, or another format of Qiniu's `vframe`.
       * @example jpg
       * @example png
       */
      format: string;
      /**
       * Format: int64
       * @description Time in Unix seconds. If omitted, the current time is used.
       * @example 1440226300
       */
      time?: number | undefined;
      /**
       * Format: uri
       * @description URL that is notified when the job has ended.
       * @example http://example.com/pili/jobs
       */
      notifyUrl?: string | undefined;
      /**
       * @description Name of a dedicated queue for the job. Seen in one client.
       * @example test-pipeline
       */
      pipeline?: string | undefined;
    };
    /** @description The picture that a job is creating. */
    SnapshotResult: {
      /**
       * Format: uri
       * @description The picture, available when the job is done.
       * @example http://ey636h.static1.z1.pili.qiniucdn.com/snapshots/z1.test-hub.55d81a72e3ba5723280000ec/imageName.jpg
       */
      targetUrl: string;
      /**
       * @description Id of the job, for `getJob`. It has been seen missing if no `notifyUrl` was given.
       * @example z1.55d81c247823de5a49ad729c
       */
      persistentId?: string;
    };
    /** @description Whether publishing is allowed. */
    StreamAvailability: {
      /**
       * @description `disabled` rejects publishing, `enabled` allows it again.
       * @example disabled
       * @enum {string}
       */
      available: "enabled" | "disabled";
      /**
       * Format: int64
       * @description Time until which publishing is rejected, in Unix seconds. If omitted, it is rejected
       *     permanently. Only with `disabled`.
       * @example 1440230012
       */
      disabledTill?: number | undefined;
    };
    /** @description Streams to query. */
    StreamStatusQuery: {
      /**
       * @description Ids of the streams.
       * @example [
       *       "z1.test-hub.55d81a72e3ba5723280000ec"
       *     ]
       */
      streamIds: string[];
    };
    /** @description Statuses of several streams. */
    StreamStatusList: {
      /** @description The statuses. That the list may be null is inferred from other lists. */
      items: components["schemas"]["ListedStreamStatus"][] | null;
    };
    /** @description A conversion that continues after the call that started it has returned. */
    Job: {
      /**
       * @description Id of the job.
       * @example z1.55d81c6c7823de5a49ad77b3
       */
      id: string;
      code: components["schemas"]["JobCode"];
      /**
       * @description Description of the state.
       * @example The fop was completed successfully
       */
      desc: string;
      /**
       * @description Key of the source file.
       * @example recordings/z1.test-hub.55d81a72e3ba5723280000ec/videoName.m3u8
       */
      inputKey?: string;
      /**
       * @description Bucket of the source file.
       * @example test-bucket
       */
      inputBucket?: string;
      /**
       * @description Queue of the job. `0.default` is the shared queue.
       * @example 0.default
       */
      pipeline?: string;
      /**
       * @description Id of the call, for support cases.
       * @example ffmpeg.3hMAAH3p5Gupb6oT
       */
      reqid?: string;
      /** @description Time when the job was created. Its format is not documented. Newer servers only. */
      creationDate?: string;
      /** @description Origin of the job. Starts with `workflow` or `trigger`. Newer servers only. */
      taskFrom?: string;
      /**
       * @description 0 for a regular job, 1 for a job that runs in idle time. Newer servers only.
       * @example 0
       */
      type?: number;
      /** @description Operations of the job, one entry for each. That the list may be null is inferred from other lists. */
      items: components["schemas"]["JobItem"][] | null;
    };
    /** @description A stream as it appears in lists. With `idonly` it has only its `id`. */
    ListedStream: {
      /**
       * @description `<zone>.<hub>.<title>`. The zone `z1` has been seen. Hub and title seem to contain no dot.
       * @example z1.test-hub.55d81a72e3ba5723280000ec
       */
      id: string;
      /**
       * Format: date-time
       * @description Time when the stream was created.
       * @example 2015-08-22T06:45:06.786Z
       */
      createdAt?: string;
      /**
       * Format: date-time
       * @description Time when the stream was last updated.
       * @example 2015-08-22T02:50:05.272975102-04:00
       */
      updatedAt?: string;
      /**
       * @description Name of the stream in its hub, part of the id and of all URLs.
       * @example 55d81a72e3ba5723280000ec
       */
      title?: string;
      /**
       * @description Name of the hub.
       * @example test-hub
       */
      hub?: string;
      /**
       * @description Whether publishing is rejected.
       * @example false
       */
      disabled?: boolean;
      /**
       * Format: int64
       * @description Since 2016. Time until which publishing is rejected, in Unix seconds. 0 means that it is not
       *     rejected, -1 that it is rejected permanently. The meaning is taken from version 2.
       * @example 0
       */
      disabledTill?: number;
      /**
       * @description Secret that authorizes publishing.
       * @example 976655fbf3bee71e
       */
      publishKey?: string;
      /**
       * @description How publishing is authorized. Others may appear.
       *
       *     - `dynamic`: a number that increases with each use, signed with the key
       *     - `static`: the key itself
       *     - `expiry`: an expiration time, signed with the key; seen in later streams
       *     - `expiry_sk`: an expiration time, signed with the secret key; seen in later streams
       *     - `none`: no authorization; listed in a later document
       * @example dynamic
       * @example static
       * @example expiry
       * @example expiry_sk
       * @example none
       */
      publishSecurity?: string;
      /**
       * @description Names of the profiles that the stream is converted to. They are set up for the hub in
       *     advance. Missing or null if there are none.
       * @example [
       *       "480p",
       *       "720p"
       *     ]
       */
      profiles?: string[] | null;
      hosts?: components["schemas"]["StreamHosts"];
    };
    /**
     * @description Body of an error response, in one of two forms. Until 2016 the number is in `error` and the text
     *     in `message`. Since about October 2016 the text is in `error` and the number in `errno`. The job
     *     service sends only the text. The body may be empty, or not JSON at all.
     */
    ApiError: {
      /**
       * @description Number of the error (the HTTP status times 1000, plus a counter), or its text in English.
       *
       *     - 400000: bad request, or invalid JSON
       *     - 400001: invalid string
       *     - 400002: string is empty
       *     - 400003: invalid number
       *     - 400004: invalid boolean
       *     - 401001: invalid authorization, or the account is not enabled for this service
       *     - 403001: token is invalid or has expired
       *     - 404001: not found
       *     - 500000: internal error
       *
       *     The list is from the first reference of this API. Others may appear.
       * @example 404001
       * @example not found
       */
      error: number | string;
      /**
       * @description Description of the error, in English. Only in the older form.
       * @example not found
       */
      message?: string;
      /**
       * @description Number of the error. Only in the newer form.
       * @example 404001
       */
      errno?: number;
      /**
       * @description Read by one client in the newer form. Not documented.
       * @example 404
       */
      code?: number;
      /** @description Errors of individual fields, by the name of the field. */
      details?: {
        [key: string]: components["schemas"]["FieldError"];
      };
    };
    /**
     * @description How publishing is authorized. Unknown values are rejected with 400. Responses may contain newer
     *     values; whether they can be set here is not known.
     *
     *     - `dynamic`: a number that increases with each use, signed with the key
     *     - `static`: the key itself
     * @enum {string}
     */
    PublishSecurity: "dynamic" | "static";
    /** @description Frames received per second. */
    FrameRates: {
      /**
       * @description Audio frames per second.
       * @example 42.2
       */
      audio: number;
      /**
       * @description Video frames per second.
       * @example 14.733333333333333
       */
      video: number;
      /**
       * @description Data frames per second.
       * @example 0.06666666666666667
       */
      data: number;
    };
    /** @description One push, from connecting to disconnecting. */
    Segment: {
      /**
       * Format: int64
       * @description Start, in Unix seconds.
       * @example 1440225930
       */
      start: number;
      /**
       * Format: int64
       * @description End, in Unix seconds.
       * @example 1440226054
       */
      end: number;
    };
    /** @description The status of one of several streams. */
    ListedStreamStatus: {
      /**
       * @description Id of the stream.
       * @example z1.test-hub.55d81a72e3ba5723280000ec
       */
      streamId: string;
      /**
       * Format: date-time
       * @description Time when the status was recorded (inferred from the name).
       * @example 2015-08-22T06:50:05.272Z
       */
      updatedAt?: string;
    } & components["schemas"]["StreamStatus"];
    /**
     * @description - 0: done
     *     - 1: queued
     *     - 2: in progress
     *     - 3: failed
     *     - 4: done, but the notification to `notifyUrl` failed
     * @enum {integer}
     */
    JobCode: 0 | 1 | 2 | 3 | 4;
    /** @description One operation of a job, and its result. */
    JobItem: {
      /**
       * @description The command that was run.
       * @example avthumb/mp4
       */
      cmd: string;
      code: components["schemas"]["JobCode"];
      /**
       * @description Description of the state.
       * @example The fop was completed successfully
       */
      desc: string;
      /**
       * @description Description of the error.
       * @example execute fop cmd failed
       */
      error?: string;
      /**
       * @description Index of the command that failed. Newer servers only. Not documented.
       * @example 0
       */
      errorIndex?: number;
      /**
       * @description Hash of the file that was created, in Qiniu's own format.
       * @example Fn6qeQi4VDLQ347NiRm-RlQx_4O2
       */
      hash?: string;
      /**
       * @description Key of the file that was created.
       * @example recordings/z1.test-hub.55d81a72e3ba5723280000ec/videoName.mp4
       */
      key?: string;
      /** @description Keys of the files, if the operation creates several. */
      keys?: string[];
      /** @description Result of an operation that creates no file. Any JSON value. */
      result?: unknown;
      /**
       * @description 1 if the file existed already and was not created again (inferred).
       * @example 0
       * @enum {integer}
       */
      returnOld?: 0 | 1;
    };
    /**
     * @description Host names that the URLs of the stream are built from. Which groups and keys exist depends on
     *     the age of the server, so all of them are optional and others may appear. A host name is opaque:
     *     it may be a domain of the customer.
     */
    StreamHosts: {
      publish?: components["schemas"]["PublishHosts"];
      live?: components["schemas"]["LiveHosts"];
      playback?: components["schemas"]["PlaybackHosts"];
      play?: components["schemas"]["PlayHosts"];
    };
    /** @description Error of one field of a request. */
    FieldError: {
      /**
       * @description Number of the error, as in `ApiError`.
       * @example 400002
       */
      error?: number;
      /**
       * @description Description of the error, in English.
       * @example string should NOT empty
       */
      message?: string;
    };
    /** @description Hosts for publishing. */
    PublishHosts: {
      /**
       * @description For RTMP.
       * @example ey636h.publish.z1.pili.qiniup.com
       */
      rtmp?: string;
    };
    /** @description Hosts for live viewing, since August 2015. */
    LiveHosts: {
      /**
       * @description For RTMP. If missing, see `play.rtmp`.
       * @example ey636h.live1-rtmp.z1.pili.qiniucdn.com
       */
      rtmp?: string;
      /**
       * @description For HLS, since September 2015. If missing, see `live.http`, `play.hls`, and `play.http`, in
       *     this order.
       * @example ey636h.live1-hls.z1.pili.qiniucdn.com
       */
      hls?: string;
      /**
       * @description For HTTP-FLV, since September 2015. If missing, see `live.http`.
       * @example ey636h.live1-hdl.z1.pili.qiniucdn.com
       */
      hdl?: string;
      /**
       * @description For HLS and HTTP-FLV in August 2015. Later the same as `hls`.
       * @example ey636h.live1-http.z1.pili.qiniucdn.com
       */
      http?: string;
      /**
       * @description For a snapshot of the live stream, since 2016.
       * @example ey636h.live1-snapshot.z1.pili.qiniucdn.com
       */
      snapshot?: string;
    };
    /** @description Hosts for viewing recordings, since August 2015. */
    PlaybackHosts: {
      /**
       * @description For HLS, since September 2015. If missing, see `playback.http`, `play.hls`, and `play.http`,
       *     in this order.
       * @example ey636h.playback1.z1.pili.qiniucdn.com
       */
      hls?: string;
      /**
       * @description For HLS in August 2015. Later the same as `hls`.
       * @example ey636h.playback1.z1.pili.qiniucdn.com
       */
      http?: string;
    };
    /** @description Hosts for viewing, on the oldest servers. They appeared again in responses of 2016. */
    PlayHosts: {
      /**
       * @description For RTMP.
       * @example ey636h.live1-rtmp.z1.pili.qiniucdn.com
       */
      rtmp?: string;
      /**
       * @description For HLS, live and recorded.
       * @example ey636h.hls1.z1.pili.qiniucdn.com
       */
      hls?: string;
      /**
       * @description The same as `hls`, in later responses.
       * @example ey636h.live1-hls.z1.pili.qiniucdn.com
       */
      http?: string;
    };
  };
  responses: {
    /** @description The request is malformed. */
    BadRequest: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The signature is missing or wrong, or the account is not enabled for the service. */
    NotAuthorized: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The token is wrong or has expired. Listed in the first reference of the API, and not seen since. */
    Forbidden: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description An internal error of the service. The text varies, and the body may be empty. */
    InternalError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description Any other error. The unregistered statuses belong to version 2 and may occur here too (not
     *     confirmed). An intermediate proxy may send a body that is not JSON.
     */
    UnexpectedError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The request is malformed, or a stream with this title exists. Status and number of the latter
     *     are inferred; the text `duplicated content` has been seen.
     */
    CreationRefused: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description Any other error. Version 2 responds with 614 if the title is taken. Not confirmed here. */
    UnexpectedCreationError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The stream does not exist. */
    StreamNotFound: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The request is malformed, or `publishSecurity` is unknown. */
    UpdateRefused: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The stream does not exist or, on servers of 2015, nothing was recorded at this time. The
     *     responses are the same.
     */
    RecordingNotFound: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description Nothing was recorded at this time (619, since 2016), or any other error. Version 2 responds with
     *     612 if the stream is unknown. Not confirmed here.
     */
    UnexpectedRecordingError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The request is malformed. */
    JobRequestRefused: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description An internal error of the job service. */
    JobServiceFailed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The job does not exist (612), or any other error. */
    UnexpectedJobError: {
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
     * @description Name of the hub.
     * @example test-hub
     */
    HubName: string;
    /**
     * @description Position to continue from: `marker` of the previous response. Omitted or empty for the first
     *     page.
     * @example 10
     */
    Marker: string;
    /**
     * @description Maximum number of entries to return. The service seems to default to 10 (inferred). 300 has been
     *     seen; the maximum is not known.
     * @example 10
     */
    Limit: number;
    /**
     * @description Only streams whose title starts with this text.
     * @example 55d81a
     */
    TitlePrefix: string;
    /**
     * @description Only streams that are being pushed. One document also lists `disconnected`; how the service
     *     handles it is not known.
     * @example connected
     */
    OnlyConnected: "connected";
    /**
     * @description Only the ids of the streams. This is a flag: omit it to get all fields. It has been seen without
     *     a value (`idonly`) and as `idonly=True`.
     * @example true
     */
    IdOnly: true;
    /**
     * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
     *     escaped. How the service signs an escaped path is not known.
     * @example z1.test-hub.55d81a72e3ba5723280000ec
     */
    StreamId: string;
    /**
     * @description First second of the interval, in Unix seconds. Pass both `start` and `end`, or neither.
     * @example 1440225930
     */
    SegmentStart: number;
    /**
     * @description Last second of the interval, in Unix seconds. Pass both `start` and `end`, or neither.
     * @example 1440226380
     */
    SegmentEnd: number;
    /**
     * @description Maximum number of segments to return.
     * @example 20
     */
    SegmentLimit: number;
    /**
     * @description Id of the job: `persistentId` of the call that started it.
     * @example z1.55d81c6c7823de5a49ad77b3
     */
    JobId: string;
  };
  requestBodies: never;
  headers: {
    /**
     * @description Id of the call, for support cases. Confirmed for newer versions of the API.
     * @example YmMxOTcuAAASDc1n
     */
    RequestId: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listStreams: {
    parameters: {
      query: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["HubName"];
        /**
         * @description Position to continue from: `marker` of the previous response. Omitted or empty for the first
         *     page.
         * @example 10
         */
        marker?: components["parameters"]["Marker"] | undefined;
        /**
         * @description Maximum number of entries to return. The service seems to default to 10 (inferred). 300 has been
         *     seen; the maximum is not known.
         * @example 10
         */
        limit?: components["parameters"]["Limit"] | undefined;
        /**
         * @description Only streams whose title starts with this text.
         * @example 55d81a
         */
        title?: components["parameters"]["TitlePrefix"] | undefined;
        /**
         * @description Only streams that are being pushed. One document also lists `disconnected`; how the service
         *     handles it is not known.
         * @example connected
         */
        status?: components["parameters"]["OnlyConnected"] | undefined;
        /**
         * @description Only the ids of the streams. This is a flag: omit it to get all fields. It has been seen without
         *     a value (`idonly`) and as `idonly=True`.
         * @example true
         */
        idonly?: components["parameters"]["IdOnly"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of streams. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StreamList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  createStream: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The hub and the properties of the stream. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateStreamRequest"];
      };
    };
    responses: {
      /** @description The new stream. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Stream"];
        };
      };
      400: components["responses"]["CreationRefused"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedCreationError"];
    };
  };
  getStream: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
         *     escaped. How the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stream. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Stream"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["StreamNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  updateStream: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
         *     escaped. How the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    /** @description The new values. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateStreamRequest"];
      };
    };
    responses: {
      /** @description The whole stream, with its new values. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Stream"];
        };
      };
      400: components["responses"]["UpdateRefused"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["StreamNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  deleteStream: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
         *     escaped. How the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stream was deleted. The body is empty. */
      204: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["StreamNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getStreamStatus: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
         *     escaped. How the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The status. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StreamStatus"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["StreamNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getStreamSegments: {
    parameters: {
      query?: {
        /**
         * @description First second of the interval, in Unix seconds. Pass both `start` and `end`, or neither.
         * @example 1440225930
         */
        start?: components["parameters"]["SegmentStart"] | undefined;
        /**
         * @description Last second of the interval, in Unix seconds. Pass both `start` and `end`, or neither.
         * @example 1440226380
         */
        end?: components["parameters"]["SegmentEnd"] | undefined;
        /**
         * @description Maximum number of segments to return.
         * @example 20
         */
        limit?: components["parameters"]["SegmentLimit"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
         *     escaped. How the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The segments. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SegmentList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["StreamNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  saveStreamAs: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
         *     escaped. How the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    /** @description The interval, and the file to create from it. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["SaveAsRequest"];
      };
    };
    responses: {
      /** @description The URLs of the playlist and of the future file. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SaveAsResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["RecordingNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedRecordingError"];
    };
  };
  snapshotStream: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
         *     escaped. How the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    /** @description The time, and the file to create. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["SnapshotRequest"];
      };
    };
    responses: {
      /** @description The URL of the future picture. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SnapshotResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["RecordingNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedRecordingError"];
    };
  };
  setStreamAvailability: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_`, and `-` do not need to be
         *     escaped. How the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    /** @description Whether publishing is allowed, and when it is allowed again. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["StreamAvailability"];
      };
    };
    responses: {
      /** @description Done. No body is documented, and the status may be any 2xx; the clients check neither. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["StreamNotFound"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  listStreamStatuses: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The streams to query. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["StreamStatusQuery"];
      };
    };
    responses: {
      /** @description The statuses. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StreamStatusList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      403: components["responses"]["Forbidden"];
      500: components["responses"]["InternalError"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getJob: {
    parameters: {
      query: {
        /**
         * @description Id of the job: `persistentId` of the call that started it.
         * @example z1.55d81c6c7823de5a49ad77b3
         */
        id: components["parameters"]["JobId"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The job. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Job"];
        };
      };
      400: components["responses"]["JobRequestRefused"];
      599: components["responses"]["JobServiceFailed"];
      default: components["responses"]["UnexpectedJobError"];
    };
  };
}
type WithRequired<T, K extends keyof T> = T & {
  [P in K]-?: T[P];
};
