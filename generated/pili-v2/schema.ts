// Generated from specs/pili-v2/openapi.yaml by scripts/generate.ts. Do not edit.

/** An integer of 64 bits. One that a number cannot represent may arrive as the text of its digits. */
export type Int64 = number | `${bigint}`;
/** An integer of 64 bits to send. One that a number cannot represent is a bigint, or text of its digits. */
export type Int64Input = number | bigint | string;
export interface paths {
  "/v2/hubs/{hub}/streams": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /**
     * Lists the streams of a hub
     * @description Continue with `marker` until it is empty. A page whose marker is not empty can be the last one with
     *     streams. Published clients leave parameters out when they are false, 0 or empty; older ones send all
     *     four.
     */
    get: operations["listStreams"];
    put?: never;
    /**
     * Creates a stream
     * @description Publishing to a valid URL creates a stream as well, so this call is rarely needed.
     */
    post: operations["createStream"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/streams/{encodedKey}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
      };
      cookie?: never;
    };
    /** Gets a stream */
    get: operations["getStream"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/livestreams": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Lists the pushes in progress of several streams
     * @description Streams that are not live or do not exist are missing in the response.
     */
    post: operations["listLiveStatuses"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/streams/{encodedKey}/disabled": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Disables a stream, optionally until a time, or enables it */
    post: operations["setStreamDisabled"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/streams/{encodedKey}/converts": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sets the profiles that a stream is converted to
     * @description They take effect at the next push. Each profile is played with the key `<key>@<profile>`.
     */
    post: operations["setStreamConverts"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/streams/{encodedKey}/live": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
      };
      cookie?: never;
    };
    /**
     * Gets the push in progress of a stream
     * @description A stream that is not live is reported in three forms, depending on the server: with status 619 and
     *     `no live`, with status 404 and `not found`, or with status 200 and zeros.
     */
    get: operations["getLiveStatus"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/streams/{encodedKey}/historyactivity": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
      };
      cookie?: never;
    };
    /**
     * Lists the past pushes of a stream
     * @description The same under the name `historyrecord`, which some clients use.
     */
    get: operations["listHistoryActivity"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/streams/{encodedKey}/saveas": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Saves a recording as a file
     * @description Without `format`, or with `m3u8`, the file is a playlist and available immediately. With `flv` or
     *     `mp4`, a job creates it.
     *
     *     If there is no recording of the interval, the service responds with 619.
     */
    post: operations["saveStreamAs"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/streams/{encodedKey}/snapshot": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Takes a picture of a stream
     * @description The picture is available immediately. With `notify`, a job creates it.
     *
     *     If there is no data at that time, the service responds with 619.
     */
    post: operations["snapshotStream"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/streams/{encodedKey}/stats": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
      };
      cookie?: never;
    };
    /**
     * Gets measurements of a stream
     * @description Described in a document of the service. No published client calls it, so this is not confirmed.
     */
    get: operations["getStreamStats"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/stat/play": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /** Gets the current viewers of a hub */
    get: operations["getPlayStats"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/stat/play/more": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /**
     * Gets the current viewers of a stream by domain
     * @description Described in a document of the service. No published client calls it, so this is not confirmed.
     */
    get: operations["getDomainPlayStats"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/stat/play/history": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /**
     * Lists the viewers of a hub over time
     * @description Intervals of five minutes. The form of the items is not known.
     */
    get: operations["listPlayHistory"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/stat/play/history/detail": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /**
     * Gets the viewers of a hub at a past time
     * @description The form of the response is not known.
     */
    get: operations["getPlayHistoryDetail"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/stat/play/history/more": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /**
     * Lists the viewers of a hub over time by domain
     * @description Described in a document of the service. No published client calls it, so this is not confirmed; the
     *     parameters are inferred from `listPlayHistory`.
     */
    get: operations["listDomainPlayHistory"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the hubs of the account */
    get: operations["listHubs"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /** Gets a hub and its settings */
    get: operations["getHub"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/security": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sets how publishing to a hub is authorized */
    post: operations["setHubSecurity"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/hlsplus": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Enables or disables HLS of low latency for a hub */
    post: operations["setHubHlsPlus"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/persistence": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sets where and for how long the recordings of a hub are stored */
    post: operations["setHubPersistence"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/snapshot": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sets how often a picture of each live stream of a hub is stored */
    post: operations["setHubSnapshotInterval"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/domains": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /** Lists the domains of a hub */
    get: operations["listDomains"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/newdomains": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Adds a domain to a hub */
    post: operations["createDomain"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/voddomain": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sets the domain for viewing the recordings of a hub */
    post: operations["setVodDomain"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/domains/{domain}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description The domain.
         * @example live-hls.test.com
         */
        domain: components["parameters"]["Domain"];
      };
      cookie?: never;
    };
    /** Gets a domain and its settings */
    get: operations["getDomain"];
    put?: never;
    post?: never;
    /**
     * Removes a domain from a hub
     * @description One client sends the body `{}`. Whether the service needs it is not known.
     */
    delete: operations["deleteDomain"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/domains/{domain}/cert": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description The domain.
         * @example live-hls.test.com
         */
        domain: components["parameters"]["Domain"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sets the certificate of a domain */
    post: operations["setDomainCertificate"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/hubs/{hub}/domains/{domain}/urlrewrite": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description The domain.
         * @example live-hls.test.com
         */
        domain: components["parameters"]["Domain"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sets how URLs of a domain are rewritten */
    post: operations["setDomainUrlRewrite"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/statd/upflow": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Gets the traffic of publishers */
    get: operations["getUpflowUsage"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/statd/downflow": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Gets the traffic of viewers */
    get: operations["getDownflowUsage"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/statd/codec": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Gets the duration of conversions */
    get: operations["getCodecUsage"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/statd/nrop": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Gets the number of checked pictures */
    get: operations["getNropUsage"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/statd/caster": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Gets the usage of the live switcher */
    get: operations["getCasterUsage"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/statd/pub": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Gets the usage of the publish relay */
    get: operations["getPubUsage"];
    put?: never;
    post?: never;
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
      /** @description The streams. Null or empty if there are none, or no more. */
      items: components["schemas"]["ListedStream"][] | null;
      /**
       * @description Value to send as `marker` to get the next page. Empty on the last page, which may itself be
       *     empty.
       * @example 2
       */
      marker: string;
    };
    /** @description A new stream. */
    CreateStreamRequest: {
      /**
       * @description Key of the stream, unique in the hub. One document allows 4 to 200 letters and digits, one
       *     client 1 to 200 letters, digits, `-` and `_`. It becomes part of all URLs.
       * @example test-title
       */
      key: string;
    };
    /**
     * @description A stream of a hub. Clients of 2016 read only `disabledTill` and `converts`, so the other fields
     *     may be missing. `publishKey` is a secret: anyone who has it can publish.
     */
    Stream: {
      /**
       * Format: int64
       * @description Time when the stream was created, in Unix seconds.
       * @example 1488359924
       */
      createdAt?: number;
      /**
       * Format: int64
       * @description Time when the stream was last updated, in Unix seconds.
       * @example 1488359930
       */
      updatedAt?: number;
      /**
       * Format: int64
       * @description Time when the stream expires, in Unix seconds. By default 15 days after it was created.
       * @example 1489655924
       */
      expireAt?: number;
      /**
       * Format: int64
       * @description Time until which publishing is rejected, in Unix seconds. 0 means that it is not rejected,
       *     -1 that it is rejected permanently. A time in the past means that it is no longer rejected.
       * @example 0
       */
      disabledTill?: number;
      /**
       * @description Names of the profiles that the stream is converted to. Each can be played with the key
       *     `<key>@<profile>`. Null or empty if there are none.
       * @example [
       *       "480p",
       *       "720p"
       *     ]
       */
      converts?: string[] | null;
      /**
       * @description Whether a watermark is added.
       * @example false
       */
      watermark?: boolean;
      /**
       * @description How publishing is authorized. Others may appear.
       *
       *     - `static`: the publish key itself
       *     - `expiry`: an expiration time, signed with the publish key
       *     - `expiry_sk`: an expiration time, signed with the secret key
       *     - `dynamic`: a number that increases with each use, signed with the publish key; deprecated
       *     - `none`: no authorization
       * @example expiry_sk
       * @example expiry
       * @example static
       * @example dynamic
       * @example none
       */
      publishSecurity?: string;
      /**
       * @description Secret that authorizes publishing, with `static`, `expiry` and `dynamic`.
       * @example 976655fbf3bee71e
       */
      publishKey?: string;
      /**
       * @description Whether pictures of the stream are checked for content that is not allowed.
       * @example false
       */
      nropEnable?: boolean;
    };
    /** @description Streams to query. */
    LiveStatusQuery: {
      /**
       * @description Keys of the streams, at most 100.
       * @example [
       *       "test-title",
       *       "test0"
       *     ]
       */
      items: string[];
    };
    /** @description The pushes in progress of several streams. */
    LiveStatusList: {
      /**
       * @description The streams that are live. Streams that are not live or do not exist are missing. Null or
       *     empty if none is live.
       */
      items: components["schemas"]["ListedLiveStatus"][] | null;
    };
    /** @description Until when publishing is rejected. */
    DisableStreamRequest: {
      /**
       * Format: int64
       * @description Time in Unix seconds, or -1 for permanently, or 0 to allow publishing.
       * @example -1
       */
      disabledTill: number;
      /**
       * Format: int64
       * @description Duration in seconds for which publishing is rejected, when `disabledTill` is 0. Seen in one
       *     client.
       * @example 3600
       */
      disablePeriodSecond?: number | undefined;
    };
    /** @description The profiles that the stream is converted to. */
    ConvertsRequest: {
      /**
       * @description Names of the profiles. An empty list ends the conversion.
       * @example [
       *       "480p",
       *       "720p"
       *     ]
       */
      converts: string[];
    };
    /**
     * @description A push in progress. When the stream is not live, newer servers send zeros: `startAt` is 0.
     *     Clients of 2016 read only the first four fields.
     */
    LiveStatus: {
      /**
       * Format: int64
       * @description Time when the push started, in Unix seconds. 0 when the stream is not live.
       * @example 1488359924
       */
      startAt: number;
      /**
       * @description Address and port of the publisher.
       * @example 172.21.2.14:60209
       */
      clientIP?: string;
      /**
       * @description Bits received per second.
       * @example 672712
       */
      bps?: number;
      fps?: components["schemas"]["FrameRates"];
      /**
       * @description Address of the server that receives the push.
       * @example 172.21.1.5
       */
      serverIP?: string;
      /**
       * @description Longest interval between key frames in the last 30 seconds, in milliseconds.
       * @example 2000
       */
      maxGop?: number;
      /**
       * @description Average interval between key frames in the last 30 seconds, in milliseconds.
       * @example 1980
       */
      avgGop?: number;
      /**
       * @description Bits of video received per second.
       * @example 608712
       */
      videoBitRate?: number;
      /**
       * @description Bits of audio received per second.
       * @example 64000
       */
      audioBitRate?: number;
      /**
       * Format: int64
       * @description Number of viewers.
       * @example 12
       */
      playCount?: number;
      /**
       * Format: int64
       * @description Bits per second that viewers receive.
       * @example 8072544
       */
      bandwidth?: number;
      /**
       * @description Where the publisher is.
       * @example Shanghai
       */
      location?: string;
      /**
       * @description Internet provider of the publisher.
       * @example Telecom
       */
      isp?: string;
    };
    /** @description Past pushes of a stream. */
    ActivityList: {
      /** @description The pushes, newest first as seen once. Null or empty if there are none. */
      items: components["schemas"]["Activity"][] | null;
    };
    /**
     * @description An interval of a stream, and the file to create from it. All fields are optional. A zero or an
     *     empty text means the default, and is sent by one published client.
     */
    SaveAsRequest: {
      /**
       * @description Name of the file in the storage of the hub. If omitted, the service generates it, such as
       *     `recordings/z1.<hub>.<key>/<start>_<end>.m3u8`.
       * @example recordings/test.mp4
       */
      fname?: string | undefined;
      /**
       * Format: int64
       * @description Start in Unix seconds. If omitted or 0, the start is not limited.
       * @example 1488359927
       */
      start?: number | undefined;
      /**
       * Format: int64
       * @description End in Unix seconds. If omitted or 0, the current time.
       * @example 1488367483
       */
      end?: number | undefined;
      /**
       * @description `m3u8`, which is the default and available immediately, or `flv` or `mp4`, which a job
       *     creates.
       * @example mp4
       */
      format?: string | undefined;
      /**
       * @description Name of a dedicated queue for the job. If omitted, the shared queue is used.
       * @example test-pipeline
       */
      pipeline?: string | undefined;
      /**
       * @description URL that is notified when the job has ended.
       * @example http://example.com/pili/jobs
       */
      notify?: string | undefined;
      /**
       * Format: int64
       * @description Days until the recorded parts are deleted. 0, the default, keeps them; -1 does not change
       *     when they are deleted.
       * @example 30
       */
      expireDays?: number | undefined;
      /**
       * Format: int64
       * @description Days until the created file is deleted. 0, the default, keeps it.
       * @example 30
       */
      persistentDeleteAfterDays?: number | undefined;
      /**
       * @description What the first recorded part must contain: 0 anything, 1 video, 2 audio, 3 audio and video.
       * @example 3
       * @enum {integer}
       */
      firstTsType?: 0 | 1 | 2 | 3 | undefined;
    };
    /** @description The file that was created, or that a job is creating. */
    SaveAsResult: {
      /**
       * @description Name of the file in the storage of the hub.
       * @example recordings/z1.test-hub.test-title/1488359927_1488367483.m3u8
       */
      fname: string;
      /**
       * Format: int64
       * @description Start of the recording, in Unix seconds. Only on newer servers.
       * @example 1488359927
       */
      start?: number;
      /**
       * Format: int64
       * @description End of the recording, in Unix seconds. Only on newer servers.
       * @example 1488367483
       */
      end?: number;
      /**
       * @description Id of the job that creates the file. Only with `flv` or `mp4`.
       * @example z1.58d6271c7823de5a49ad77b3
       */
      persistentID?: string;
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
    /**
     * @description A time in a stream, and the picture to create. All fields are optional. A zero or an empty text
     *     means the default, and is sent by one published client.
     */
    SnapshotRequest: {
      /**
       * @description Name of the file in the storage of the hub. If omitted, the service generates it, such as
       *     `test-title-2741961933532577110.jpg`.
       * @example snapshots/test.jpg
       */
      fname?: string | undefined;
      /**
       * Format: int64
       * @description Time in Unix seconds. If omitted or 0, the current time.
       * @example 1488360000
       */
      time?: number | undefined;
      /**
       * @description `jpg`, which is the default, or `png`.
       * @example jpg
       * @example png
       */
      format?: string | undefined;
      /**
       * @description Name of a dedicated queue for the job. If omitted, the shared queue is used.
       * @example test-pipeline
       */
      pipeline?: string | undefined;
      /**
       * @description URL that is notified when the picture is stored. With it, a job creates the picture.
       * @example http://example.com/pili/jobs
       */
      notify?: string | undefined;
      /**
       * Format: int64
       * @description Days until the picture is deleted. 0, the default, keeps it.
       * @example 30
       */
      deleteAfterDays?: number | undefined;
    };
    /** @description The picture that was created, or that a job is creating. */
    SnapshotResult: {
      /**
       * @description Name of the file in the storage of the hub.
       * @example test-title-2741961933532577110.jpg
       */
      fname: string;
      /**
       * @description Id of the job that creates the picture. Only with `notify`.
       * @example z1.58d6271c7823de5a49ad729c
       */
      persistentID?: string;
    };
    /** @description Measurements of a stream. */
    StreamStatsList: {
      /** @description The measurements. Null or empty if there are none (inferred). */
      items: components["schemas"]["StreamStatsItem"][] | null;
    };
    /** @description Current viewers of a hub. */
    PlayStats: {
      total?: components["schemas"]["PlayTotal"];
      /** @description Viewers by the key of the stream. Null or empty if there are none (inferred). */
      streams?: {
        [key: string]: components["schemas"]["PlayTotal"];
      } | null;
    };
    /** @description Viewers by domain and protocol. */
    DomainPlayStats: {
      total?: components["schemas"]["PlayTotal"];
      /** @description Viewers of each stream at each domain. */
      items?: components["schemas"]["DomainPlayItem"][] | null;
      /**
       * @description Value to send as `marker` to get the next page. Not confirmed.
       * @example 100
       */
      marker?: string;
    };
    /** @description Viewers of a hub over time, in intervals of five minutes. The form of the items is not known. */
    PlayHistory: {
      /** @description The intervals. */
      items?:
        | {
            [key: string]: unknown;
          }[]
        | null;
      /**
       * @description Value to send as `marker` to get the next page (inferred).
       * @example 100
       */
      marker?: string;
    };
    /** @description Viewers of a hub at a past time. The form is not known. */
    PlayHistoryDetail: {
      [key: string]: unknown;
    };
    /** @description Hubs of the account. */
    HubList: {
      /** @description The hubs. That the list may be null is inferred from other lists. */
      items: components["schemas"]["ListedHub"][] | null;
    };
    /** @description A hub and its settings. */
    Hub: {
      /**
       * @description Name of the hub. Whether the service sends it is not known: a client fills it in.
       * @example test-hub
       */
      hubName?: string;
      /**
       * Format: int64
       * @description Time when the hub was created, in Unix seconds.
       * @example 1472486400
       */
      createdAt?: number;
      /**
       * Format: int64
       * @description Time when the hub was last updated, in Unix seconds.
       * @example 1488359930
       */
      updatedAt?: number;
      /** @description Domains of the hub. */
      domains?: components["schemas"]["HubDomain"][] | null;
      /** @description The domain that is used by default for each purpose. */
      defaultDomains?: components["schemas"]["DefaultDomain"][] | null;
      /**
       * @description Bucket that recordings are stored in.
       * @example test-bucket
       */
      storageBucket?: string;
      /**
       * Format: int64
       * @description Days until recordings are deleted.
       * @example 30
       */
      liveDataExpireDays?: Int64;
      /**
       * @description How publishing is authorized, as in `Stream`.
       * @example expiry_sk
       */
      publishSecurity?: string;
      nrop?: components["schemas"]["NropSettings"];
      /**
       * @description Profiles that a stream is converted to when it is played.
       * @example [
       *       "480p"
       *     ]
       */
      passiveCodecProfiles?: string[] | null;
      /**
       * @description Profiles that every stream is converted to (inferred).
       * @example [
       *       "720p"
       *     ]
       */
      converts?: string[] | null;
      /**
       * @description Whether HLS of low latency is enabled.
       * @example false
       */
      hlsPlus?: boolean;
      /**
       * @description Domain for viewing recordings.
       * @example vod.test.com
       */
      vodDomain?: string;
      accesslog?: components["schemas"]["AccessLogSettings"];
      /**
       * Format: int64
       * @description Seconds between the pictures of a live stream.
       * @example 30
       */
      snapshotInterval?: Int64;
    };
    /** @description How publishing to all streams of the hub is authorized. */
    HubSecurityRequest: {
      /**
       * @description `expiry`, `expiry_sk` or `static`: see `Stream`.
       * @example expiry
       * @example expiry_sk
       * @example static
       */
      publishSecurity: string;
      /**
       * @description The publish key. One client requires it for every value of `publishSecurity`.
       * @example 976655fbf3bee71e
       */
      publishKey: string;
    };
    /** @description Whether HLS of low latency is enabled. */
    HubHlsPlusRequest: {
      /**
       * @description Whether it is enabled.
       * @example true
       */
      hlsPlus: boolean;
    };
    /** @description Where and for how long recordings are stored. */
    HubPersistenceRequest: {
      /**
       * @description Bucket that recordings are stored in.
       * @example test-bucket
       */
      storageBucket: string;
      /**
       * Format: int64
       * @description Days until recordings are deleted, not 0.
       * @example 30
       */
      liveDataExpireDays: Int64Input;
    };
    /** @description How often a picture of each live stream is stored. */
    HubSnapshotRequest: {
      /**
       * Format: int64
       * @description Seconds between two pictures, not 0.
       * @example 30
       */
      snapshotInterval: Int64Input;
    };
    /** @description Domains of a hub. */
    DomainList: {
      /** @description The domains. That the list may be null is inferred from other lists. */
      domains: components["schemas"]["ListedDomain"][] | null;
    };
    /**
     * @description A domain to add to a hub. One client sends the name of `type` with a capital letter, which the
     *     service accepts.
     */
    CreateDomainRequest: {
      /**
       * @description The domain.
       * @example live-hls.test.com
       */
      domain: string;
      /**
       * @description Purpose of the domain: publishing over RTMP, or viewing over RTMP, HLS or HTTP-FLV.
       * @example liveHls
       * @enum {string}
       */
      type: "publishRtmp" | "liveRtmp" | "liveHls" | "liveHdl";
    };
    /** @description The domain for viewing recordings. */
    VodDomainRequest: {
      /**
       * @description The domain.
       * @example vod.test.com
       */
      vodDomain: string;
    };
    /** @description A domain and its settings. */
    Domain: {
      /**
       * @description Purpose of the domain, as in `ListedDomain`.
       * @example liveHls
       */
      type?: string;
      /**
       * @description The domain.
       * @example live-hls.test.com
       */
      domain?: string;
      /**
       * @description Name that the DNS entry of the domain must refer to.
       * @example live-hls.test.com.qiniudns.com
       */
      cname?: string;
      /**
       * @description Whether the domain has a certificate for HTTPS.
       * @example true
       */
      certEnable?: boolean;
      /**
       * @description Name of the certificate.
       * @example test-cert
       */
      certName?: string;
      connectCallback?: components["schemas"]["DomainCallback"];
      disconnectCallback?: components["schemas"]["DomainCallback"];
      ipLimit?: components["schemas"]["IpLimit"];
      playSecurity?: components["schemas"]["PlaySecurity"];
      /**
       * Format: int64
       * @description Seconds, from 1 to 60, before a lost push counts as disconnected. The default is 30.
       * @example 30
       */
      disconnectDelay?: Int64;
      urlRewrite?: components["schemas"]["UrlRewrite"];
      /**
       * @description Whether the domain is disabled.
       * @example false
       */
      disable?: boolean;
    };
    /** @description The certificate of a domain. */
    DomainCertificateRequest: {
      /**
       * @description Name of the certificate in the account.
       * @example test-cert
       */
      certName: string;
    };
    /** @description How URLs of a domain are rewritten. */
    DomainUrlRewriteRequest: {
      /** @description The rules, which replace the previous ones. Empty to rewrite nothing (inferred). */
      rules: components["schemas"]["UrlRewriteRule"][];
    };
    /** @description Usage over time, one entry for each interval. */
    UsageList: components["schemas"]["UsageItem"][];
    /** @description A stream as it appears in lists. */
    ListedStream: {
      /**
       * @description Key of the stream.
       * @example test-title
       */
      key: string;
    };
    /** @description Body of an error response. The body may be empty, or not JSON at all. */
    ApiError: {
      /**
       * @description Description of the error, in English.
       * @example stream not found
       */
      error: string;
      /**
       * @description Number of the error. Not confirmed.
       * @example 612
       */
      errno?: number;
      /**
       * @description Code of the error. Not confirmed.
       * @example not_found
       */
      error_code?: string;
      /**
       * @description Key of the stream. Not confirmed.
       * @example test-title
       */
      key?: string;
    };
    /** @description A push in progress of one of several streams. */
    ListedLiveStatus: {
      /**
       * @description Key of the stream.
       * @example test-title
       */
      key: string;
    } & components["schemas"]["LiveStatus"];
    /** @description Frames received per second. */
    FrameRates: {
      /**
       * @description Audio frames per second.
       * @example 47
       */
      audio?: number;
      /**
       * @description Video frames per second.
       * @example 25
       */
      video?: number;
      /**
       * @description Data frames per second.
       * @example 0
       */
      data?: number;
    };
    /** @description One push, from connecting to disconnecting. */
    Activity: {
      /**
       * Format: int64
       * @description Start, in Unix seconds.
       * @example 1488359927
       */
      start: number;
      /**
       * Format: int64
       * @description End, in Unix seconds.
       * @example 1488367483
       */
      end: number;
      /**
       * @description Address and port of the publisher. Only on newer servers.
       * @example 172.21.2.14:60209
       */
      clientIP?: string;
      /**
       * @description Address of the server that received the push. Only on newer servers.
       * @example 172.21.1.5
       */
      serverIP?: string;
    };
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
    /** @description One measurement of a stream. */
    StreamStatsItem: {
      /**
       * @description Name of the hub.
       * @example test-hub
       */
      hub?: string;
      /**
       * @description Key of the stream.
       * @example test-title
       */
      stream?: string;
      /**
       * @description Time of the measurement. Whether it is in Unix seconds is not confirmed.
       * @example 1488359940
       */
      time?: number | string;
      stats?: components["schemas"]["StreamStats"];
    };
    /** @description Viewers and the bandwidth that they use. */
    PlayTotal: {
      /**
       * @description Number of viewers.
       * @example 12
       */
      count?: number;
      /**
       * @description Bits per second that viewers receive.
       * @example 8072544
       */
      bandwidth?: number;
    };
    /** @description Viewers of a stream at one domain. */
    DomainPlayItem: {
      /**
       * @description Key of the stream.
       * @example test-title
       */
      streamTitle?: string;
      /**
       * @description Domain for viewing.
       * @example live-rtmp.test.com
       */
      domain?: string;
      /**
       * @description Protocol: `rtmp`, `hls` or `flv`.
       * @example rtmp
       */
      type?: string;
      /**
       * @description Number of viewers.
       * @example 12
       */
      count?: number;
      /**
       * @description Bits per second that viewers receive.
       * @example 8072544
       */
      bandwidth?: number;
    };
    /** @description A hub as it appears in lists. */
    ListedHub: {
      /**
       * @description Name of the hub.
       * @example test-hub
       */
      name: string;
    };
    /** @description A domain of a hub. */
    HubDomain: {
      /**
       * @description Purpose of the domain, as in `Domain`.
       * @example liveRtmp
       */
      type?: string;
      /**
       * @description The domain.
       * @example live-rtmp.test.com
       */
      domain?: string;
      /**
       * @description Name that the DNS entry of the domain must refer to.
       * @example live-rtmp.test.com.qiniudns.com
       */
      cname?: string;
    };
    /** @description The domain that is used by default for a purpose. */
    DefaultDomain: {
      /**
       * @description Purpose of the domain, as in `Domain`.
       * @example liveRtmp
       */
      type?: string;
      /**
       * @description The domain.
       * @example live-rtmp.test.com
       */
      domain?: string;
    };
    /** @description How pictures of streams are checked for content that is not allowed. */
    NropSettings: {
      /**
       * @description Whether pictures are checked.
       * @example false
       */
      enable?: boolean;
      /**
       * @description Interval between pictures. The unit is not documented.
       * @example 10
       */
      interval?: number;
      /**
       * @description URL that is notified of results.
       * @example http://example.com/pili/pictures
       */
      notifyURL?: string;
      /**
       * @description From which score results are reported (inferred).
       * @example 0.5
       */
      notifyRate?: number;
    };
    /** @description Where access logs are stored. */
    AccessLogSettings: {
      /**
       * @description Bucket that logs are stored in.
       * @example test-bucket
       */
      saveBucket?: string;
      /**
       * Format: int64
       * @description Days until logs are deleted.
       * @example 30
       */
      expireDays?: Int64;
    };
    /** @description A domain as it appears in lists. */
    ListedDomain: {
      /**
       * @description Purpose of the domain: `publishRtmp`, `liveRtmp`, `liveHls` or `liveHdl`, which is HTTP-FLV.
       *     Others may appear.
       * @example liveHls
       */
      type?: string;
      /**
       * @description The domain.
       * @example live-hls.test.com
       */
      domain?: string;
      /**
       * @description Name that the DNS entry of the domain must refer to.
       * @example live-hls.test.com.qiniudns.com
       */
      cname?: string;
      /**
       * @description Whether the domain has a certificate for HTTPS.
       * @example true
       */
      certEnable?: boolean;
      /**
       * @description Name of the certificate.
       * @example test-cert
       */
      certName?: string;
    };
    /**
     * @description A request that the service sends when a push starts or ends. It is signed like the requests to
     *     the service.
     */
    DomainCallback: {
      /**
       * @description `GET`, `FORM` or `JSON`. Empty when it is off.
       * @example JSON
       */
      type?: string;
      /**
       * @description URL that is called.
       * @example http://example.com/pili/connect
       */
      url?: string;
      /**
       * @description Timeout of the request in seconds, up to 10. The default is 2.
       * @example 2
       */
      timeout?: number;
      /**
       * @description Names and values that are sent. Values may contain variables, such as `$(title)`,
       *     `$(remoteIP)`, `$(status)`, and `$(_name)` for a parameter of the publish URL.
       * @example {
       *       "stream": "$(title)"
       *     }
       */
      vars?: {
        [key: string]: string;
      } | null;
      /**
       * @description Attempts after the first one, up to 5.
       * @example 3
       */
      retryTimes?: number;
      /**
       * @description Seconds between attempts, up to 5.
       * @example 1
       */
      retryInterval?: number;
      /**
       * @description Status that counts as a success. 0 stands for any.
       * @example 200
       */
      successCode?: number;
      /**
       * @description Status that counts as a failure. 0 stands for any.
       * @example 403
       */
      failCode?: number;
    };
    /** @description Addresses that may or may not connect. */
    IpLimit: {
      /**
       * @description Addresses that may connect.
       * @example [
       *       "192.0.2.1"
       *     ]
       */
      whitelist?: string[] | null;
      /**
       * @description Addresses that may not connect.
       * @example [
       *       "198.51.100.1"
       *     ]
       */
      blacklist?: string[] | null;
    };
    /** @description How viewing is authorized. The keys are secrets. The function `signPlayUrl` uses them. */
    PlaySecurity: {
      /**
       * @description `tsStartMD5`: the signed time is when the URL was created. `tsExpireMD5`: it is when the URL
       *     expires. Empty or another text: URLs are not signed.
       * @example tsExpireMD5
       */
      type?: string;
      /**
       * @description The key that signs.
       * @example test123
       */
      key1?: string;
      /**
       * @description Another key that is accepted, for a rotation (inferred).
       * @example test456
       */
      key2?: string;
      /**
       * Format: int64
       * @description Duration for which a URL is valid, in seconds (inferred).
       * @example 3600
       */
      range?: Int64;
      /**
       * @description Rule of the text that is signed.
       * @example $(key)$(path)$(_t)
       */
      rule?: string;
      /**
       * @description Another rule that is accepted (inferred).
       * @example $(key)$(streamKey)$(_t)
       */
      rule2?: string;
      /**
       * @description Name of the query parameter with the time.
       * @example t
       */
      tsPart?: string;
      /**
       * @description Base of the number that stands for the time. 0 means 16.
       * @example 16
       */
      tsBase?: number;
      /**
       * @description Name of the query parameter with the signature.
       * @example sign
       */
      signPart?: string;
      /**
       * Format: int64
       * @description Allowed difference between clocks, in seconds (inferred).
       * @example 60
       */
      gapDuration?: Int64;
    };
    /** @description How URLs of the domain are rewritten. */
    UrlRewrite: {
      /** @description The rules. */
      rules?: components["schemas"]["UrlRewriteRule"][] | null;
    };
    /** @description A rule that rewrites URLs. */
    UrlRewriteRule: {
      /**
       * @description Pattern of the URLs that are rewritten.
       * @example (.+)/live/(.+)/playlist.m3u8
       */
      pattern: string;
      /**
       * @description Replacement.
       * @example $1/test-hub/$2.m3u8
       */
      replace: string;
    };
    /** @description Usage in one interval. */
    UsageItem: {
      /**
       * Format: date-time
       * @description Start of the interval.
       * @example 2021-09-28T00:00:00+08:00
       */
      time: string;
      /**
       * @description The values by their name in `select`. With `group`: for each value of the filter, its values
       *     by their name in `select`.
       * @example {
       *       "flow": 123456789
       *     }
       */
      values: {
        [key: string]:
          | number
          | {
              [key: string]: number;
            };
      };
    };
    /**
     * @description Body of an error response, in one of two forms. Until 2016 the number is in `error` and the text
     *     in `message`. Since about October 2016 the text is in `error` and the number in `errno`. The job
     *     service sends only the text. The body may be empty, or not JSON at all.
     */
    ApiError2: {
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
    /** @description Values of a measurement. From a document only; more fields exist. */
    StreamStats: {
      /**
       * @description Bits received per second.
       * @example 672712
       */
      bps?: number;
      /**
       * @description Video frames per second.
       * @example 25
       */
      videoFps?: number;
      /**
       * @description Audio frames per second.
       * @example 47
       */
      audioFps?: number;
      /**
       * @description Width of the picture in pixels.
       * @example 1280
       */
      width?: number;
      /**
       * @description Height of the picture in pixels.
       * @example 720
       */
      height?: number;
      /**
       * @description Number of viewers.
       * @example 12
       */
      playCount?: number;
      /**
       * @description Bits per second that viewers receive.
       * @example 8072544
       */
      bandwidth?: number;
      /** @description Viewers by domain and protocol. */
      detailStats?: components["schemas"]["DomainStats"][] | null;
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
    /** @description Viewers of a stream at one domain. */
    DomainStats: {
      /**
       * @description Domain for viewing.
       * @example live-rtmp.test.com
       */
      domain?: string;
      /**
       * @description Protocol, such as `rtmp`, `hls` or `flv`.
       * @example rtmp
       */
      type?: string;
      /**
       * @description Number of viewers.
       * @example 12
       */
      playCount?: number;
      /**
       * @description Bits per second that viewers receive.
       * @example 8072544
       */
      bandwidth?: number;
    };
  };
  responses: {
    /** @description The request is malformed, or a value is not allowed. Only the text `bad request` has been seen. */
    BadRequest: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The signature is missing or wrong, or the account is not enabled for the service. The text is
     *     not confirmed.
     */
    NotAuthorized: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The hub does not exist. The texts have been seen, the status is inferred; it may be 612. */
    HubNotFound: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description Any other error. An intermediate proxy may send a body that is not JSON. */
    UnexpectedError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The stream exists already (614), or any other error. */
    UnexpectedCreationError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The stream does not exist (612), or any other error. */
    UnexpectedStreamError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The stream is not live, in one of three forms: this one, status 619, and status 200 with zeros. */
    NotLive: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The stream is not live (619), or does not exist (612), or any other error. */
    UnexpectedLiveError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The request is malformed, or there is no such pipeline. The status and the text of the latter
     *     are not confirmed.
     */
    RecordingRejected: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description There is no data for this time (619), the stream does not exist (612), or any other error. */
    UnexpectedRecordingError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The request is malformed, or the domain cannot be used. The texts have been seen, the status is
     *     inferred.
     */
    DomainRejected: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The hub or the domain does not exist. The texts have been seen, the status is inferred; it may
     *     be 612.
     */
    DomainNotFound: {
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
        "application/json": components["schemas"]["ApiError2"];
      };
    };
    /** @description An internal error of the job service. */
    JobServiceFailed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError2"];
      };
    };
    /** @description The job does not exist (612), or any other error. */
    UnexpectedJobError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError2"];
      };
    };
  };
  parameters: {
    /**
     * @description Name of the hub.
     * @example test-hub
     */
    Hub: string;
    /**
     * @description Only streams that are live.
     * @example true
     */
    LiveOnly: boolean;
    /**
     * @description Only streams whose key starts with this text.
     * @example test
     */
    Prefix: string;
    /**
     * @description Maximum number of streams to return, at most 5000. With 0 the service chooses it.
     * @example 10
     */
    Limit: number;
    /**
     * @description Position to continue from: `marker` of the previous response. Omitted or empty for the first
     *     page. `0` is rejected.
     * @example 2
     */
    Marker: string;
    /**
     * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
     *     characters `=` are sent as they are. The function `encodeKey` returns it.
     * @example dGVzdC10aXRsZQ==
     */
    EncodedKey: string;
    /**
     * @description Start in Unix seconds. Without it, or with 0, the start is not limited.
     * @example 1488359000
     */
    ActivityStart: number;
    /**
     * @description End in Unix seconds. Without it, or with 0, the current time.
     * @example 1488367483
     */
    ActivityEnd: number;
    /**
     * @description Start in Unix seconds.
     * @example 1488355200
     */
    StatsStart: number;
    /**
     * @description End in Unix seconds, at most 24 hours after `start`.
     * @example 1488358800
     */
    StatsEnd: number;
    /**
     * @description Key of the stream, not encoded as Base64. Whether it is required is not known.
     * @example test-title
     */
    StreamKey: string;
    /**
     * @description Start in Unix seconds.
     * @example 1488355200
     */
    HistoryStart: number;
    /**
     * @description End in Unix seconds.
     * @example 1488358800
     */
    HistoryEnd: number;
    /**
     * @description Maximum number of entries to return. The default is 1000.
     * @example 100
     */
    HistoryLimit: number;
    /**
     * @description Position to continue from: `marker` of the previous response.
     * @example 100
     */
    HistoryMarker: string;
    /**
     * @description Time in Unix seconds.
     * @example 1488355200
     */
    Time: number;
    /**
     * @description The domain.
     * @example live-hls.test.com
     */
    Domain: string;
    /**
     * @description Start of the period, included: `YYYYMMDD` or `YYYYMMDDhhmmss`. The time zone is not documented.
     * @example 20210928
     */
    Begin: string;
    /**
     * @description End of the period, excluded, in the form of `begin`. A time in the future counts as now.
     * @example 20210930
     */
    End: string;
    /**
     * @description Duration that each entry of the response stands for.
     * @example day
     */
    Granularity: "5min" | "hour" | "day" | "month";
    /**
     * @description What to return. `flow` is the default: bytes. The bandwidth in bits per second is that times
     *     eight, divided by the seconds of `g`.
     * @example [
     *       "flow"
     *     ]
     */
    FlowSelect: "flow"[];
    /**
     * @description Values are returned for each value of this filter.
     * @example area
     */
    FlowGroup: "hub" | "domain" | "area";
    /**
     * @description Only these hubs, or with `!` before the name: all others.
     * @example [
     *       "test-hub"
     *     ]
     */
    HubFilter: string[];
    /**
     * @description Only these domains, or with `!` before the name: all others.
     * @example [
     *       "live-hls.test.com"
     *     ]
     */
    DomainFilter: string[];
    /**
     * @description Only these areas: `cn`, `hk`, `tw`, `apac`, `am`, `emea`. With `!` before the name: all others.
     * @example [
     *       "!cn",
     *       "!hk"
     *     ]
     */
    AreaFilter: string[];
    /**
     * @description What to return. `duration` is the default: milliseconds.
     * @example [
     *       "duration"
     *     ]
     */
    CodecSelect: "duration"[];
    /**
     * @description Values are returned for each value of this filter.
     * @example profile
     */
    CodecGroup: "hub" | "profile";
    /**
     * @description Only these profiles, or with `!` before the name: all others.
     * @example [
     *       "480p"
     *     ]
     */
    ProfileFilter: string[];
    /**
     * @description What to return. `count` is the default: the number of pictures (inferred).
     * @example [
     *       "count"
     *     ]
     */
    NropSelect: "count"[];
    /**
     * @description Values are returned for each value of this filter.
     * @example assured
     */
    NropGroup: "hub" | "assured";
    /**
     * @description Only results that are certain (`true`) or not (`false`); the meaning is inferred.
     * @example [
     *       "true"
     *     ]
     */
    AssuredFilter: string[];
    /**
     * @description What to return: `upflow` and `downflow` in bytes, `duration` in seconds.
     * @example [
     *       "upflow",
     *       "duration"
     *     ]
     */
    CasterSelect: ("upflow" | "downflow" | "duration")[];
    /**
     * @description Values are returned for each value of this filter.
     * @example resolution
     */
    CasterGroup: "container" | "resolution";
    /**
     * @description Only these containers, or with `!` before the name: all others.
     * @example [
     *       "test-container"
     *     ]
     */
    ContainerFilter: string[];
    /**
     * @description Only these resolutions, or with `!` before the name: all others.
     * @example [
     *       "720p"
     *     ]
     */
    ResolutionFilter: string[];
    /**
     * @description What to return: `count`, and `duration` in milliseconds.
     * @example [
     *       "count"
     *     ]
     */
    PubSelect: ("count" | "duration")[];
    /**
     * @description Values are returned for each value of this filter.
     * @example tp
     */
    PubGroup: "tp";
    /**
     * @description Only these types, or with `!` before the name: all others. Values are not documented.
     * @example [
     *       "rtmp"
     *     ]
     */
    TypeFilter: string[];
    /**
     * @description Id of the job: `persistentId` of the call that started it.
     * @example z1.55d81c6c7823de5a49ad77b3
     */
    JobId: string;
  };
  requestBodies: never;
  headers: {
    /**
     * @description Id of the call, for support cases.
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
      query?: {
        /**
         * @description Only streams that are live.
         * @example true
         */
        liveonly?: components["parameters"]["LiveOnly"] | undefined;
        /**
         * @description Only streams whose key starts with this text.
         * @example test
         */
        prefix?: components["parameters"]["Prefix"] | undefined;
        /**
         * @description Maximum number of streams to return, at most 5000. With 0 the service chooses it.
         * @example 10
         */
        limit?: components["parameters"]["Limit"] | undefined;
        /**
         * @description Position to continue from: `marker` of the previous response. Omitted or empty for the first
         *     page. `0` is rejected.
         * @example 2
         */
        marker?: components["parameters"]["Marker"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
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
      404: components["responses"]["HubNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  createStream: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /** @description The key of the stream. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateStreamRequest"];
      };
    };
    responses: {
      /** @description Done. The body is empty or `{}`. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["HubNotFound"];
      default: components["responses"]["UnexpectedCreationError"];
    };
  };
  getStream: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
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
      default: components["responses"]["UnexpectedStreamError"];
    };
  };
  listLiveStatuses: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /** @description The streams to query. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["LiveStatusQuery"];
      };
    };
    responses: {
      /** @description The streams that are live. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LiveStatusList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["HubNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  setStreamDisabled: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
      };
      cookie?: never;
    };
    /** @description Until when publishing is rejected. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["DisableStreamRequest"];
      };
    };
    responses: {
      /** @description Done. The body is empty or `{}`. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedStreamError"];
    };
  };
  setStreamConverts: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
      };
      cookie?: never;
    };
    /** @description The profiles. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["ConvertsRequest"];
      };
    };
    responses: {
      /** @description Done. The body is empty or `{}`. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedStreamError"];
    };
  };
  getLiveStatus: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The push in progress, or zeros. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LiveStatus"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["NotLive"];
      default: components["responses"]["UnexpectedLiveError"];
    };
  };
  listHistoryActivity: {
    parameters: {
      query?: {
        /**
         * @description Start in Unix seconds. Without it, or with 0, the start is not limited.
         * @example 1488359000
         */
        start?: components["parameters"]["ActivityStart"] | undefined;
        /**
         * @description End in Unix seconds. Without it, or with 0, the current time.
         * @example 1488367483
         */
        end?: components["parameters"]["ActivityEnd"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The pushes. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ActivityList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedStreamError"];
    };
  };
  saveStreamAs: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
      };
      cookie?: never;
    };
    /** @description The interval, and the file to create. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["SaveAsRequest"];
      };
    };
    responses: {
      /** @description The file. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SaveAsResult"];
        };
      };
      400: components["responses"]["RecordingRejected"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedRecordingError"];
    };
  };
  snapshotStream: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
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
      /** @description The picture. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SnapshotResult"];
        };
      };
      400: components["responses"]["RecordingRejected"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedRecordingError"];
    };
  };
  getStreamStats: {
    parameters: {
      query?: {
        /**
         * @description Start in Unix seconds.
         * @example 1488355200
         */
        start?: components["parameters"]["StatsStart"] | undefined;
        /**
         * @description End in Unix seconds, at most 24 hours after `start`.
         * @example 1488358800
         */
        end?: components["parameters"]["StatsEnd"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description Key of the stream in URL-safe Base64 with padding: `dGVzdC10aXRsZQ==` is `test-title`. The
         *     characters `=` are sent as they are. The function `encodeKey` returns it.
         * @example dGVzdC10aXRsZQ==
         */
        encodedKey: components["parameters"]["EncodedKey"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The measurements. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StreamStatsList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedStreamError"];
    };
  };
  getPlayStats: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The viewers. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlayStats"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["HubNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getDomainPlayStats: {
    parameters: {
      query: {
        /**
         * @description Key of the stream, not encoded as Base64. Whether it is required is not known.
         * @example test-title
         */
        stream: components["parameters"]["StreamKey"];
      };
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The viewers. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DomainPlayStats"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["HubNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  listPlayHistory: {
    parameters: {
      query: {
        /**
         * @description Start in Unix seconds.
         * @example 1488355200
         */
        start: components["parameters"]["HistoryStart"];
        /**
         * @description End in Unix seconds.
         * @example 1488358800
         */
        end: components["parameters"]["HistoryEnd"];
        /**
         * @description Maximum number of entries to return. The default is 1000.
         * @example 100
         */
        limit?: components["parameters"]["HistoryLimit"] | undefined;
        /**
         * @description Position to continue from: `marker` of the previous response.
         * @example 100
         */
        marker?: components["parameters"]["HistoryMarker"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The intervals. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlayHistory"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["HubNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getPlayHistoryDetail: {
    parameters: {
      query: {
        /**
         * @description Time in Unix seconds.
         * @example 1488355200
         */
        time: components["parameters"]["Time"];
      };
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The viewers. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlayHistoryDetail"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["HubNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  listDomainPlayHistory: {
    parameters: {
      query: {
        /**
         * @description Start in Unix seconds.
         * @example 1488355200
         */
        start: components["parameters"]["HistoryStart"];
        /**
         * @description End in Unix seconds.
         * @example 1488358800
         */
        end: components["parameters"]["HistoryEnd"];
        /**
         * @description Maximum number of entries to return. The default is 1000.
         * @example 100
         */
        limit?: components["parameters"]["HistoryLimit"] | undefined;
        /**
         * @description Position to continue from: `marker` of the previous response.
         * @example 100
         */
        marker?: components["parameters"]["HistoryMarker"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The viewers. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DomainPlayStats"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["HubNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  listHubs: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The hubs. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["HubList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getHub: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The hub. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Hub"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["HubNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  setHubSecurity: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /** @description The security. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["HubSecurityRequest"];
      };
    };
    responses: {
      /** @description Done. The body is empty or `{}`. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["HubNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  setHubHlsPlus: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /** @description Whether it is enabled. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["HubHlsPlusRequest"];
      };
    };
    responses: {
      /** @description Done. The body is empty or `{}`. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["HubNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  setHubPersistence: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /** @description The bucket and the duration. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["HubPersistenceRequest"];
      };
    };
    responses: {
      /** @description Done. The body is empty or `{}`. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["HubNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  setHubSnapshotInterval: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /** @description The interval. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["HubSnapshotRequest"];
      };
    };
    responses: {
      /** @description Done. The body is empty or `{}`. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["HubNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  listDomains: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The domains. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DomainList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["HubNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  createDomain: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /** @description The domain. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateDomainRequest"];
      };
    };
    responses: {
      /** @description Done. The body is empty or `{}`. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["DomainRejected"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["DomainNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  setVodDomain: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
      };
      cookie?: never;
    };
    /** @description The domain. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["VodDomainRequest"];
      };
    };
    responses: {
      /** @description Done. The body is empty or `{}`. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["DomainRejected"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["DomainNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getDomain: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description The domain.
         * @example live-hls.test.com
         */
        domain: components["parameters"]["Domain"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The domain. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Domain"];
        };
      };
      400: components["responses"]["DomainRejected"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["DomainNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  deleteDomain: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description The domain.
         * @example live-hls.test.com
         */
        domain: components["parameters"]["Domain"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. The body is empty or `{}`. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["DomainRejected"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["DomainNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  setDomainCertificate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description The domain.
         * @example live-hls.test.com
         */
        domain: components["parameters"]["Domain"];
      };
      cookie?: never;
    };
    /** @description The certificate. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["DomainCertificateRequest"];
      };
    };
    responses: {
      /** @description Done. The body is empty or `{}`. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["DomainRejected"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["DomainNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  setDomainUrlRewrite: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the hub.
         * @example test-hub
         */
        hub: components["parameters"]["Hub"];
        /**
         * @description The domain.
         * @example live-hls.test.com
         */
        domain: components["parameters"]["Domain"];
      };
      cookie?: never;
    };
    /** @description The rules. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["DomainUrlRewriteRequest"];
      };
    };
    responses: {
      /** @description Done. The body is empty or `{}`. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["DomainRejected"];
      401: components["responses"]["NotAuthorized"];
      404: components["responses"]["DomainNotFound"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getUpflowUsage: {
    parameters: {
      query: {
        /**
         * @description Start of the period, included: `YYYYMMDD` or `YYYYMMDDhhmmss`. The time zone is not documented.
         * @example 20210928
         */
        begin: components["parameters"]["Begin"];
        /**
         * @description End of the period, excluded, in the form of `begin`. A time in the future counts as now.
         * @example 20210930
         */
        end: components["parameters"]["End"];
        /**
         * @description Duration that each entry of the response stands for.
         * @example day
         */
        g: components["parameters"]["Granularity"];
        /**
         * @description What to return. `flow` is the default: bytes. The bandwidth in bits per second is that times
         *     eight, divided by the seconds of `g`.
         * @example [
         *       "flow"
         *     ]
         */
        select?: components["parameters"]["FlowSelect"] | undefined;
        /**
         * @description Values are returned for each value of this filter.
         * @example area
         */
        group?: components["parameters"]["FlowGroup"] | undefined;
        /**
         * @description Only these hubs, or with `!` before the name: all others.
         * @example [
         *       "test-hub"
         *     ]
         */
        $hub?: components["parameters"]["HubFilter"] | undefined;
        /**
         * @description Only these domains, or with `!` before the name: all others.
         * @example [
         *       "live-hls.test.com"
         *     ]
         */
        $domain?: components["parameters"]["DomainFilter"] | undefined;
        /**
         * @description Only these areas: `cn`, `hk`, `tw`, `apac`, `am`, `emea`. With `!` before the name: all others.
         * @example [
         *       "!cn",
         *       "!hk"
         *     ]
         */
        $area?: components["parameters"]["AreaFilter"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The usage over time. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UsageList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getDownflowUsage: {
    parameters: {
      query: {
        /**
         * @description Start of the period, included: `YYYYMMDD` or `YYYYMMDDhhmmss`. The time zone is not documented.
         * @example 20210928
         */
        begin: components["parameters"]["Begin"];
        /**
         * @description End of the period, excluded, in the form of `begin`. A time in the future counts as now.
         * @example 20210930
         */
        end: components["parameters"]["End"];
        /**
         * @description Duration that each entry of the response stands for.
         * @example day
         */
        g: components["parameters"]["Granularity"];
        /**
         * @description What to return. `flow` is the default: bytes. The bandwidth in bits per second is that times
         *     eight, divided by the seconds of `g`.
         * @example [
         *       "flow"
         *     ]
         */
        select?: components["parameters"]["FlowSelect"] | undefined;
        /**
         * @description Values are returned for each value of this filter.
         * @example area
         */
        group?: components["parameters"]["FlowGroup"] | undefined;
        /**
         * @description Only these hubs, or with `!` before the name: all others.
         * @example [
         *       "test-hub"
         *     ]
         */
        $hub?: components["parameters"]["HubFilter"] | undefined;
        /**
         * @description Only these domains, or with `!` before the name: all others.
         * @example [
         *       "live-hls.test.com"
         *     ]
         */
        $domain?: components["parameters"]["DomainFilter"] | undefined;
        /**
         * @description Only these areas: `cn`, `hk`, `tw`, `apac`, `am`, `emea`. With `!` before the name: all others.
         * @example [
         *       "!cn",
         *       "!hk"
         *     ]
         */
        $area?: components["parameters"]["AreaFilter"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The usage over time. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UsageList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getCodecUsage: {
    parameters: {
      query: {
        /**
         * @description Start of the period, included: `YYYYMMDD` or `YYYYMMDDhhmmss`. The time zone is not documented.
         * @example 20210928
         */
        begin: components["parameters"]["Begin"];
        /**
         * @description End of the period, excluded, in the form of `begin`. A time in the future counts as now.
         * @example 20210930
         */
        end: components["parameters"]["End"];
        /**
         * @description Duration that each entry of the response stands for.
         * @example day
         */
        g: components["parameters"]["Granularity"];
        /**
         * @description What to return. `duration` is the default: milliseconds.
         * @example [
         *       "duration"
         *     ]
         */
        select?: components["parameters"]["CodecSelect"] | undefined;
        /**
         * @description Values are returned for each value of this filter.
         * @example profile
         */
        group?: components["parameters"]["CodecGroup"] | undefined;
        /**
         * @description Only these hubs, or with `!` before the name: all others.
         * @example [
         *       "test-hub"
         *     ]
         */
        $hub?: components["parameters"]["HubFilter"] | undefined;
        /**
         * @description Only these profiles, or with `!` before the name: all others.
         * @example [
         *       "480p"
         *     ]
         */
        $profile?: components["parameters"]["ProfileFilter"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The usage over time. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UsageList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getNropUsage: {
    parameters: {
      query: {
        /**
         * @description Start of the period, included: `YYYYMMDD` or `YYYYMMDDhhmmss`. The time zone is not documented.
         * @example 20210928
         */
        begin: components["parameters"]["Begin"];
        /**
         * @description End of the period, excluded, in the form of `begin`. A time in the future counts as now.
         * @example 20210930
         */
        end: components["parameters"]["End"];
        /**
         * @description Duration that each entry of the response stands for.
         * @example day
         */
        g: components["parameters"]["Granularity"];
        /**
         * @description What to return. `count` is the default: the number of pictures (inferred).
         * @example [
         *       "count"
         *     ]
         */
        select?: components["parameters"]["NropSelect"] | undefined;
        /**
         * @description Values are returned for each value of this filter.
         * @example assured
         */
        group?: components["parameters"]["NropGroup"] | undefined;
        /**
         * @description Only these hubs, or with `!` before the name: all others.
         * @example [
         *       "test-hub"
         *     ]
         */
        $hub?: components["parameters"]["HubFilter"] | undefined;
        /**
         * @description Only results that are certain (`true`) or not (`false`); the meaning is inferred.
         * @example [
         *       "true"
         *     ]
         */
        $assured?: components["parameters"]["AssuredFilter"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The usage over time. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UsageList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getCasterUsage: {
    parameters: {
      query: {
        /**
         * @description Start of the period, included: `YYYYMMDD` or `YYYYMMDDhhmmss`. The time zone is not documented.
         * @example 20210928
         */
        begin: components["parameters"]["Begin"];
        /**
         * @description End of the period, excluded, in the form of `begin`. A time in the future counts as now.
         * @example 20210930
         */
        end: components["parameters"]["End"];
        /**
         * @description Duration that each entry of the response stands for.
         * @example day
         */
        g: components["parameters"]["Granularity"];
        /**
         * @description What to return: `upflow` and `downflow` in bytes, `duration` in seconds.
         * @example [
         *       "upflow",
         *       "duration"
         *     ]
         */
        select: components["parameters"]["CasterSelect"];
        /**
         * @description Values are returned for each value of this filter.
         * @example resolution
         */
        group?: components["parameters"]["CasterGroup"] | undefined;
        /**
         * @description Only these containers, or with `!` before the name: all others.
         * @example [
         *       "test-container"
         *     ]
         */
        $container?: components["parameters"]["ContainerFilter"] | undefined;
        /**
         * @description Only these resolutions, or with `!` before the name: all others.
         * @example [
         *       "720p"
         *     ]
         */
        $resolution?: components["parameters"]["ResolutionFilter"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The usage over time. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UsageList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getPubUsage: {
    parameters: {
      query: {
        /**
         * @description Start of the period, included: `YYYYMMDD` or `YYYYMMDDhhmmss`. The time zone is not documented.
         * @example 20210928
         */
        begin: components["parameters"]["Begin"];
        /**
         * @description End of the period, excluded, in the form of `begin`. A time in the future counts as now.
         * @example 20210930
         */
        end: components["parameters"]["End"];
        /**
         * @description Duration that each entry of the response stands for.
         * @example day
         */
        g: components["parameters"]["Granularity"];
        /**
         * @description What to return: `count`, and `duration` in milliseconds.
         * @example [
         *       "count"
         *     ]
         */
        select: components["parameters"]["PubSelect"];
        /**
         * @description Values are returned for each value of this filter.
         * @example tp
         */
        group?: components["parameters"]["PubGroup"] | undefined;
        /**
         * @description Only these types, or with `!` before the name: all others. Values are not documented.
         * @example [
         *       "rtmp"
         *     ]
         */
        $tp?: components["parameters"]["TypeFilter"] | undefined;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The usage over time. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UsageList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
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
