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
     * Lists the hub's streams
     * @description Newest first, as was seen once. Go on with `marker` until `end` is true. Servers from before
     *     December 2015 have no `end`: go on until `items` is null or empty.
     *
     *     `title`, `status` and `idonly` are not known to the oldest servers.
     */
    get: operations["listStreams"];
    put?: never;
    /**
     * Creates a stream
     * @description Makes a stream in a hub that exists already. What is left out is chosen by the service; the
     *     default of `publishSecurity` depends on the server, so send it when it matters. The title
     *     becomes part of the id and of all URLs and cannot be changed later.
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
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
         *     the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    /**
     * Gets a stream
     * @description The answer holds the hosts that the URLs of the stream are built from.
     */
    get: operations["getStream"];
    put?: never;
    /**
     * Updates a stream
     * @description Send only what changes. Title and hub cannot be changed.
     *
     *     `disabled: true` refuses publishing. A push that is going on is dropped and its status turns
     *     `disconnected` after a waiting time that the hub sets; this is not confirmed. `disabled: false`
     *     allows publishing again.
     */
    post: operations["updateStream"];
    /**
     * Deletes a stream
     * @description The answer for an unknown stream is expected to be 404, as for `getStream`; not confirmed.
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
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
         *     the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    /**
     * Gets the status of a stream
     * @description Tells whether the stream is being pushed, from where, and how much arrives. What is answered for
     *     a stream that was never pushed is not known.
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
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
         *     the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    /**
     * Gets the recorded segments of a stream
     * @description Tells when the stream was recorded. Without `start` and `end` the whole recording counts; one
     *     without the other is not allowed.
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
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
         *     the service signs an escaped path is not known.
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
     * @description Stores a playlist of an interval, which can be played at once. With `format` a job converts the
     *     recording as well; ask for its state with `getJob`, or give `notifyUrl`.
     *
     *     An interval without a recording is answered with 619; servers of 2015 gave 404 or 400.
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
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
         *     the service signs an escaped path is not known.
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
     * @description Starts a job that stores a picture of the stream at a moment. Ask for its state with `getJob`,
     *     or give `notifyUrl`.
     *
     *     A moment without data is answered with 619; servers of 2015 gave 404 or 400.
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
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
         *     the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Disables a stream for a time or enables it
     * @description Does what `updateStream` does with `disabled`, and can end by itself. Known since December 2015,
     *     to two clients only.
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
     * @description The same as `getStreamStatus` for many streams at once. Seen in one client of 2016. What is
     *     answered for unknown ids, and how many ids may be given, is not known.
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
     * @description Needs no signature; a signed call seems to be accepted as well (not confirmed). Jobs are kept
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
       * @description What to send as `marker` for the next page. Opaque, though decimal text such as `10` was
       *     seen.
       * @example 2
       */
      marker: string;
      /**
       * @description Whether this is the last page. Missing on servers from before December 2015.
       * @example true
       */
      end?: boolean;
      /** @description The streams. Null or empty when there are none, or none left. */
      items: components["schemas"]["ListedStream"][] | null;
    };
    /** @description A stream to make. */
    CreateStreamRequest: {
      /**
       * @description Name of the hub, which exists already.
       * @example test-hub
       */
      hub: string;
      /**
       * @description Name of the stream, unique in the hub. Chosen by the service when left out, as 24 hex
       *     digits. The bounds are not confirmed: sources say 4 to 200, 5 to 200 or 4 to 100
       *     characters.
       * @example test-title
       */
      title?: string | undefined;
      /**
       * @description Secret for publishing, free text. Chosen by the service when left out.
       * @example abc
       */
      publishKey?: string | undefined;
      publishSecurity?: components["schemas"]["PublishSecurity"] | undefined;
      /**
       * @description Address of the publisher, which lets the service choose a region. Seen in one client.
       * @example 106.187.43.211
       */
      clientIp?: string | undefined;
    };
    /**
     * @description A place in a hub that one publisher pushes to. `publishKey` is a secret: whoever has it can
     *     publish.
     */
    Stream: WithRequired<
      components["schemas"]["ListedStream"],
      | "id"
      | "createdAt"
      | "updatedAt"
      | "title"
      | "hub"
      | "disabled"
      | "publishKey"
      | "publishSecurity"
      | "hosts"
    >;
    /** @description What shall change. What is left out stays as it is. */
    UpdateStreamRequest: {
      /**
       * @description New secret for publishing.
       * @example new_secret_words
       */
      publishKey?: string | undefined;
      publishSecurity?: components["schemas"]["PublishSecurity"] | undefined;
      /**
       * @description Whether publishing is refused.
       * @example true
       */
      disabled?: boolean | undefined;
    };
    /** @description Whether a stream is being pushed. The rates are missing on the oldest servers. */
    StreamStatus: {
      /**
       * @description Address and port of the publisher. Without a push that of the last one, or empty.
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
       * @description When the present push began.
       * @example 2015-08-22T06:49:00.121Z
       */
      startFrom?: string;
      /**
       * @description What arrives, in bytes per second.
       * @example 16870.2
       */
      bytesPerSecond?: number;
      framesPerSecond?: components["schemas"]["FrameRates"];
      /**
       * @description Id of the push or of the call, not documented. Seen in two clients.
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
    /** @description What was recorded of a stream. */
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
       * @description Length in seconds. Whether pauses between segments count is not known. Missing on older
       *     servers.
       * @example 240
       */
      duration?: number;
      /** @description The segments. Null when nothing was recorded. */
      segments: components["schemas"]["Segment"][] | null;
    };
    /** @description An interval of a recording, and the file to make of it. */
    SaveAsRequest: {
      /**
       * @description Name of the file. The playlist has the same name with the extension `.m3u8`.
       * @example videoName.mp4
       */
      name: string;
      /**
       * Format: int64
       * @description First second in Unix seconds, with `end`. Older clients demand it; the whole recording when
       *     left out, or with -1 for both (not confirmed).
       * @example 1440225930
       */
      start?: number | undefined;
      /**
       * Format: int64
       * @description Last second in Unix seconds, not before `start`. Older clients demand it; the whole
       *     recording when left out, or with -1 for both (not confirmed).
       * @example 1440226380
       */
      end?: number | undefined;
      /**
       * @description What the recording is converted to: `mp4`, `flv`, `avi`, `m3u8`, `mp3`, `aac`, `m4a` or
       *     another format of Qiniu's `avthumb`. Without it only the playlist is made. The oldest
       *     clients demand it.
       * @example mp4
       */
      format?: string | undefined;
      /**
       * Format: uri
       * @description Where the end of the job is reported.
       * @example http://example.com/pili/jobs
       */
      notifyUrl?: string | undefined;
      /**
       * @description Name of a queue of one's own for the job. The shared queue when left out. Since 2016.
       * @example test-pipeline
       */
      pipeline?: string | undefined;
    };
    /** @description What was stored, and what a job is making. */
    SaveAsResult: {
      /**
       * Format: uri
       * @description Playlist of the interval. Ready at once.
       * @example http://ey636h.vod1.z1.pili.qiniucdn.com/recordings/z1.test-hub.55d81a72e3ba5723280000ec/videoName.m3u8
       */
      url: string;
      /**
       * Format: uri
       * @description The converted file, ready when the job is done. Only with `format`. It may be on another
       *     host than the playlist.
       * @example http://ey636h.vod1.z1.pili.qiniucdn.com/recordings/z1.test-hub.55d81a72e3ba5723280000ec/videoName.mp4
       */
      targetUrl?: string;
      /**
       * @description Id of the job that converts, for `getJob`. Only with `format`.
       * @example z1.55d81c6c7823de5a49ad77b3
       */
      persistentId?: string;
    };
    /** @description A moment of a stream, and the picture to make of it. */
    SnapshotRequest: {
      /**
       * @description Name of the file.
       * @example imageName.jpg
       */
      name: string;
      /**
       * @description `jpg`, `png` or another format of Qiniu's `vframe`.
       * @example jpg
       * @example png
       */
      format: string;
      /**
       * Format: int64
       * @description The moment in Unix seconds. Now when left out.
       * @example 1440226300
       */
      time?: number | undefined;
      /**
       * Format: uri
       * @description Where the end of the job is reported.
       * @example http://example.com/pili/jobs
       */
      notifyUrl?: string | undefined;
      /**
       * @description Name of a queue of one's own for the job. Seen in one client.
       * @example test-pipeline
       */
      pipeline?: string | undefined;
    };
    /** @description What a job is making. */
    SnapshotResult: {
      /**
       * Format: uri
       * @description The picture, ready when the job is done.
       * @example http://ey636h.static1.z1.pili.qiniucdn.com/snapshots/z1.test-hub.55d81a72e3ba5723280000ec/imageName.jpg
       */
      targetUrl: string;
      /**
       * @description Id of the job, for `getJob`. It was seen missing when no `notifyUrl` was given.
       * @example z1.55d81c247823de5a49ad729c
       */
      persistentId?: string;
    };
    /** @description Whether a stream may be published. */
    StreamAvailability: {
      /**
       * @description `disabled` refuses publishing, `enabled` allows it again.
       * @example disabled
       * @enum {string}
       */
      available: "enabled" | "disabled";
      /**
       * Format: int64
       * @description Until when publishing is refused, in Unix seconds; for good when left out. Only with
       *     `disabled`.
       * @example 1440230012
       */
      disabledTill?: number | undefined;
    };
    /** @description Streams to look at. */
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
      /** @description The statuses. That they may be null is inferred from other lists. */
      items: components["schemas"]["ListedStreamStatus"][] | null;
    };
    /** @description A conversion that goes on after the call that started it. */
    Job: {
      /**
       * @description Id of the job.
       * @example z1.55d81c6c7823de5a49ad77b3
       */
      id: string;
      code: components["schemas"]["JobCode"];
      /**
       * @description The state in words.
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
       * @description Queue of the job; `0.default` is the shared one.
       * @example 0.default
       */
      pipeline?: string;
      /**
       * @description Id of the call, for support cases.
       * @example ffmpeg.3hMAAH3p5Gupb6oT
       */
      reqid?: string;
      /** @description When the job was made. Its form is not documented. Newer servers only. */
      creationDate?: string;
      /** @description What made the job; begins with `workflow` or `trigger`. Newer servers only. */
      taskFrom?: string;
      /**
       * @description 0 for a usual job, 1 for one that runs in idle time. Newer servers only.
       * @example 0
       */
      type?: number;
      /** @description The operations of the job, one entry each. */
      items: components["schemas"]["JobItem"][];
    };
    /** @description A stream as lists show it. With `idonly` it has its `id` alone. */
    ListedStream: {
      /**
       * @description `<zone>.<hub>.<title>`. The zone `z1` was seen; hub and title seem to hold no dot.
       * @example z1.test-hub.55d81a72e3ba5723280000ec
       */
      id: string;
      /**
       * Format: date-time
       * @description When the stream was made.
       * @example 2015-08-22T06:45:06.786Z
       */
      createdAt?: string;
      /**
       * Format: date-time
       * @description When the stream was last changed.
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
       * @description Whether publishing is refused.
       * @example false
       */
      disabled?: boolean;
      /**
       * Format: int64
       * @description Since 2016. Until when publishing is refused, in Unix seconds; 0 for not at all, -1 for
       *     good. The meaning is taken from version 2.
       * @example 0
       */
      disabledTill?: number;
      /**
       * @description Secret that publishing is allowed by.
       * @example 976655fbf3bee71e
       */
      publishKey?: string;
      /**
       * @description How a publisher proves the right to publish. Others may appear.
       *
       *     - `dynamic`: a number that grows with each use, signed with the key
       *     - `static`: the key as it is
       *     - `expiry`: a time of expiry, signed with the key; seen in later streams
       *     - `expiry_sk`: a time of expiry, signed with the secret key; seen in later streams
       *     - `none`: no proof; named in a later document
       * @example dynamic
       * @example static
       * @example expiry
       * @example expiry_sk
       * @example none
       */
      publishSecurity?: string;
      /**
       * @description Names of the profiles that the stream is converted to. They are set up for the hub
       *     beforehand. Missing or null for none.
       * @example [
       *       "480p",
       *       "720p"
       *     ]
       */
      profiles?: string[] | null;
      hosts?: components["schemas"]["StreamHosts"];
    };
    /**
     * @description Body of a refused request, in one of two forms: until 2016 the number is in `error` and the text
     *     in `message`; since about October 2016 the text is in `error` and the number in `errno`. The job
     *     service gives the text alone. The body may be empty, or not JSON at all.
     */
    ApiError: {
      /**
       * @description Number of the error, the HTTP status times 1000 plus a count, or its text in English.
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
       *     The list comes from the first reference of this API; others may appear.
       * @example 404001
       * @example not found
       */
      error: number | string;
      /**
       * @description What went wrong, in English. In the older form only.
       * @example not found
       */
      message?: string;
      /**
       * @description Number of the error. In the newer form only.
       * @example 404001
       */
      errno?: number;
      /**
       * @description Read by one client in the newer form; not documented.
       * @example 404
       */
      code?: number;
      /** @description What is wrong with single fields, by the name of the field. */
      details?: {
        [key: string]: components["schemas"]["FieldError"];
      };
    };
    /**
     * @description How a publisher proves the right to publish. Unknown values are refused with 400. Answers may
     *     hold later values; whether they can be set here is not known.
     *
     *     - `dynamic`: a number that grows with each use, signed with the key
     *     - `static`: the key as it is
     * @enum {string}
     */
    PublishSecurity: "dynamic" | "static";
    /** @description What arrives, in frames per second. */
    FrameRates: {
      /**
       * @description Frames of sound per second.
       * @example 42.2
       */
      audio: number;
      /**
       * @description Pictures per second.
       * @example 14.733333333333333
       */
      video: number;
      /**
       * @description Frames of other data per second.
       * @example 0.06666666666666667
       */
      data: number;
    };
    /** @description One push, from connect to disconnect. */
    Segment: {
      /**
       * Format: int64
       * @description Begin in Unix seconds.
       * @example 1440225930
       */
      start: number;
      /**
       * Format: int64
       * @description End in Unix seconds.
       * @example 1440226054
       */
      end: number;
    };
    /** @description The status of one stream of several. */
    ListedStreamStatus: {
      /**
       * @description Id of the stream.
       * @example z1.test-hub.55d81a72e3ba5723280000ec
       */
      streamId: string;
      /**
       * Format: date-time
       * @description When the status was taken (inferred from the name).
       * @example 2015-08-22T06:50:05.272Z
       */
      updatedAt?: string;
    } & components["schemas"]["StreamStatus"];
    /**
     * @description - 0: done
     *     - 1: waiting
     *     - 2: running
     *     - 3: failed
     *     - 4: done, but the report to `notifyUrl` failed
     * @enum {integer}
     */
    JobCode: 0 | 1 | 2 | 3 | 4;
    /** @description One operation of a job and what came of it. */
    JobItem: {
      /**
       * @description The command that was run.
       * @example avthumb/mp4
       */
      cmd: string;
      code: components["schemas"]["JobCode"];
      /**
       * @description The state in words.
       * @example The fop was completed successfully
       */
      desc: string;
      /**
       * @description What went wrong.
       * @example execute fop cmd failed
       */
      error?: string;
      /**
       * @description Place of the command that failed. Newer servers only; not documented.
       * @example 0
       */
      errorIndex?: number;
      /**
       * @description Hash of the file that was made, in Qiniu's own form.
       * @example Fn6qeQi4VDLQ347NiRm-RlQx_4O2
       */
      hash?: string;
      /**
       * @description Key of the file that was made.
       * @example recordings/z1.test-hub.55d81a72e3ba5723280000ec/videoName.mp4
       */
      key?: string;
      /** @description Keys of the files, where the operation makes several. */
      keys?: string[];
      /** @description Result of an operation that makes no file. Any JSON value. */
      result?: unknown;
      /**
       * @description 1 when the file existed already and was not made again (inferred).
       * @example 0
       * @enum {integer}
       */
      returnOld?: 0 | 1;
    };
    /**
     * @description Host names that the URLs of the stream are built from. Which groups and keys there are depends
     *     on the age of the server, so all of them are optional and others may appear. A host name is
     *     opaque: it may be a domain of the customer.
     */
    StreamHosts: {
      publish?: components["schemas"]["PublishHosts"];
      live?: components["schemas"]["LiveHosts"];
      playback?: components["schemas"]["PlaybackHosts"];
      play?: components["schemas"]["PlayHosts"];
    };
    /** @description What is wrong with one field of a request. */
    FieldError: {
      /**
       * @description Number of the error, as in `ApiError`.
       * @example 400002
       */
      error?: number;
      /**
       * @description What is wrong, in English.
       * @example string should NOT empty
       */
      message?: string;
    };
    /** @description Where to push. */
    PublishHosts: {
      /**
       * @description For RTMP.
       * @example ey636h.publish.z1.pili.qiniup.com
       */
      rtmp?: string;
    };
    /** @description Where to watch live, since August 2015. */
    LiveHosts: {
      /**
       * @description For RTMP. Where it is missing, see `play.rtmp`.
       * @example ey636h.live1-rtmp.z1.pili.qiniucdn.com
       */
      rtmp?: string;
      /**
       * @description For HLS, since September 2015. Where it is missing, see `live.http`, `play.hls` and
       *     `play.http`, in this order.
       * @example ey636h.live1-hls.z1.pili.qiniucdn.com
       */
      hls?: string;
      /**
       * @description For HTTP-FLV, since September 2015. Where it is missing, see `live.http`.
       * @example ey636h.live1-hdl.z1.pili.qiniucdn.com
       */
      hdl?: string;
      /**
       * @description For HLS and HTTP-FLV in August 2015. Later the same as `hls`.
       * @example ey636h.live1-http.z1.pili.qiniucdn.com
       */
      http?: string;
      /**
       * @description For a picture of the running stream, since 2016.
       * @example ey636h.live1-snapshot.z1.pili.qiniucdn.com
       */
      snapshot?: string;
    };
    /** @description Where to watch recordings, since August 2015. */
    PlaybackHosts: {
      /**
       * @description For HLS, since September 2015. Where it is missing, see `playback.http`, `play.hls` and
       *     `play.http`, in this order.
       * @example ey636h.playback1.z1.pili.qiniucdn.com
       */
      hls?: string;
      /**
       * @description For HLS in August 2015. Later the same as `hls`.
       * @example ey636h.playback1.z1.pili.qiniucdn.com
       */
      http?: string;
    };
    /** @description Where to watch, on the oldest servers. It came back in answers of 2016. */
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
       * @description The same as `hls`, in later answers.
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
    /** @description The token is wrong or too old. Listed in the first reference of the API, not seen since. */
    Forbidden: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description A fault of the service. The text varies and the body may be empty. */
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
     * @description Any other refusal. The unregistered statuses belong to version 2, and may come here too (not
     *     confirmed). A proxy on the way may answer with a body that is not JSON.
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
     * @description The request is malformed, or a stream of this title exists. Status and number of the latter are
     *     inferred; the text `duplicated content` was seen.
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
    /** @description Any other refusal. 614 is what version 2 answers to a title that is taken; not confirmed here. */
    UnexpectedCreationError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description There is no such stream. */
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
     * @description There is no such stream, or, on servers of 2015, nothing was recorded at this time. Both are
     *     answered alike.
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
     * @description Nothing was recorded at this time (619, since 2016), or any other refusal. 612 is what version 2
     *     answers for an unknown stream; not confirmed here.
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
    /** @description A fault of the job service. */
    JobServiceFailed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description There is no such job (612), or any other refusal. */
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
     * @description Where to go on: `marker` of the answer before. Left out or empty for the first page.
     * @example 10
     */
    Marker: string;
    /**
     * @description Most entries to answer. The service seems to take 10 when unset (inferred); 300 was seen, the
     *     maximum is not known.
     * @example 10
     */
    Limit: number;
    /**
     * @description Only streams whose title begins so.
     * @example 55d81a
     */
    TitlePrefix: string;
    /**
     * @description Only streams that are being pushed. One document names `disconnected` too; what the service
     *     makes of it is not known.
     * @example connected
     */
    OnlyConnected: "connected";
    /**
     * @description Only the ids of the streams. A flag: leave it out to get everything. It was seen bare (`idonly`)
     *     and as `idonly=True`.
     * @example true
     */
    IdOnly: true;
    /**
     * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
     *     the service signs an escaped path is not known.
     * @example z1.test-hub.55d81a72e3ba5723280000ec
     */
    StreamId: string;
    /**
     * @description First second of the interval, in Unix seconds. Give `start` and `end`, or neither.
     * @example 1440225930
     */
    SegmentStart: number;
    /**
     * @description Last second of the interval, in Unix seconds. Give `start` and `end`, or neither.
     * @example 1440226380
     */
    SegmentEnd: number;
    /**
     * @description Most segments to answer.
     * @example 20
     */
    SegmentLimit: number;
    /**
     * @description Id of the job, `persistentId` of the call that started it.
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
         * @description Where to go on: `marker` of the answer before. Left out or empty for the first page.
         * @example 10
         */
        marker?: components["parameters"]["Marker"] | undefined;
        /**
         * @description Most entries to answer. The service seems to take 10 when unset (inferred); 300 was seen, the
         *     maximum is not known.
         * @example 10
         */
        limit?: components["parameters"]["Limit"] | undefined;
        /**
         * @description Only streams whose title begins so.
         * @example 55d81a
         */
        title?: components["parameters"]["TitlePrefix"] | undefined;
        /**
         * @description Only streams that are being pushed. One document names `disconnected` too; what the service
         *     makes of it is not known.
         * @example connected
         */
        status?: components["parameters"]["OnlyConnected"] | undefined;
        /**
         * @description Only the ids of the streams. A flag: leave it out to get everything. It was seen bare (`idonly`)
         *     and as `idonly=True`.
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
    /** @description The hub, and what the stream shall have of its own. */
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
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
         *     the service signs an escaped path is not known.
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
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
         *     the service signs an escaped path is not known.
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
      /** @description The whole stream with its new values. */
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
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
         *     the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stream is gone. The body is empty. */
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
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
         *     the service signs an escaped path is not known.
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
         * @description First second of the interval, in Unix seconds. Give `start` and `end`, or neither.
         * @example 1440225930
         */
        start?: components["parameters"]["SegmentStart"] | undefined;
        /**
         * @description Last second of the interval, in Unix seconds. Give `start` and `end`, or neither.
         * @example 1440226380
         */
        end?: components["parameters"]["SegmentEnd"] | undefined;
        /**
         * @description Most segments to answer.
         * @example 20
         */
        limit?: components["parameters"]["SegmentLimit"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
         *     the service signs an escaped path is not known.
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
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
         *     the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    /** @description The interval, and the file to make of it. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["SaveAsRequest"];
      };
    };
    responses: {
      /** @description Where the playlist is, and where the file will be. */
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
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
         *     the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    /** @description The moment, and the file to make of it. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["SnapshotRequest"];
      };
    };
    responses: {
      /** @description Where the picture will be. */
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
         * @description Id of the stream, `<zone>.<hub>.<title>`. Letters, digits, `.`, `_` and `-` need no escape; how
         *     the service signs an escaped path is not known.
         * @example z1.test-hub.55d81a72e3ba5723280000ec
         */
        id: components["parameters"]["StreamId"];
      };
      cookie?: never;
    };
    /** @description Whether the stream may be published, and until when not. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["StreamAvailability"];
      };
    };
    responses: {
      /** @description Done. No body is documented, and any 2xx status may come; the clients look at neither. */
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
    /** @description The streams to look at. */
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
         * @description Id of the job, `persistentId` of the call that started it.
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
