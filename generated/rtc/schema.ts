// Generated from specs/rtc/openapi.yaml by scripts/generate.ts. Do not edit.

export interface paths {
  "/v3/apps": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the apps of the account
     * @description Seen in one client. The shape of the response is not known.
     */
    get: operations["listApps"];
    put?: never;
    /**
     * Creates an app
     * @description The service chooses the id, and a value for each omitted field.
     */
    post: operations["createApp"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v3/apps/{appId}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
      };
      cookie?: never;
    };
    /** Gets an app */
    get: operations["getApp"];
    put?: never;
    /**
     * Updates an app
     * @description Send only the fields to change. An empty text and `false` are values too.
     *
     *     One client also sets event callbacks with this call. The response to that has not been seen.
     */
    post: operations["updateApp"];
    /**
     * Deletes an app
     * @description What happens to its rooms is not known.
     */
    delete: operations["deleteApp"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v3/apps/{appId}/createroom": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Creates a room
     * @description A room need not be created before users join it: a token is enough (inferred). Seen in one client.
     */
    post: operations["createRoom"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v3/apps/{appId}/rooms": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
      };
      cookie?: never;
    };
    /**
     * Lists the rooms of an app
     * @description Continue with `offset` until `end` is true or `rooms` is empty. Whether rooms without users are
     *     listed is not known.
     */
    get: operations["listRooms"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v3/apps/{appId}/rooms/{roomName}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Deletes a room
     * @description Seen in one client. What happens to users in the room is not known.
     */
    delete: operations["deleteRoom"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v3/apps/{appId}/rooms/{roomName}/users": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    /** Lists the users in a room */
    get: operations["listUsers"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v3/apps/{appId}/rooms/{roomName}/users/{userId}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
        /**
         * @description Id of the user.
         * @example user1
         */
        userId: components["parameters"]["UserId"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Removes a user from a room
     * @description The user can join again while the room token is valid (inferred).
     */
    delete: operations["kickUser"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v3/apps/{appId}/rooms/{roomName}/merge": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Stops merging the streams of a room
     * @description Ends the merging that the field `mergePublishRtmp` of the app sets up (inferred). Seen in one
     *     client.
     */
    delete: operations["stopMerge"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v3/apps/{appId}/rooms/{roomName}/forward_job": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Starts a job that forwards streams
     * @description Publishes the streams of one user as they are. Seen in one client.
     */
    post: operations["createForwardJob"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v3/apps/{appId}/rooms/{roomName}/forward_job/delete": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stops a job that forwards streams
     * @description Seen in one client.
     */
    post: operations["deleteForwardJob"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v3/apps/{appId}/rooms/{roomName}/merge_job": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Starts a merge job of version 3
     * @deprecated
     * @description Use `createJob` of version 4 instead. Seen in one client, where it is deprecated.
     */
    post: operations["createMergeJob"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v3/apps/{appId}/rooms/{roomName}/merge_job/{jobId}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
        /**
         * @description Id of the job, as chosen on creation.
         * @example job1
         */
        jobId: components["parameters"]["JobId"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Stops a merge job of version 3
     * @deprecated
     * @description Seen in one client.
     */
    delete: operations["deleteMergeJob"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v3/apps/{appId}/rooms/{roomName}/merge_job/{jobId}/tracks": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
        /**
         * @description Id of the job, as chosen on creation.
         * @example job1
         */
        jobId: components["parameters"]["JobId"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Changes the tracks of a merge job of version 3
     * @deprecated
     * @description Seen in one client.
     */
    post: operations["updateMergeTracks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v3/apps/{appId}/rooms/{roomName}/merge_job/{jobId}/watermarks": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
        /**
         * @description Id of the job, as chosen on creation.
         * @example job1
         */
        jobId: components["parameters"]["JobId"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sets the watermarks of a merge job of version 3
     * @deprecated
     * @description Seen in one client.
     */
    post: operations["updateMergeWatermarks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v4/apps/{appId}/rooms/{roomName}/jobs": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Starts a merge job
     * @description Merges streams of users and pictures, and publishes the result. Seen in one client.
     */
    post: operations["createJob"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v4/apps/{appId}/rooms/{roomName}/jobs/update": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Updates a merge job
     * @description Seen in one client.
     */
    post: operations["updateJob"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v4/apps/{appId}/rooms/{roomName}/jobs/stop": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stops a merge job
     * @description Seen in one client.
     */
    post: operations["stopJob"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/rooms": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Creates a room of version 2 */
    post: operations["createRoomV2"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/rooms/{roomName}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the room. That the pattern of version 3 applies is not confirmed.
         * @example room1
         */
        roomName: components["parameters"]["RoomNameV2"];
      };
      cookie?: never;
    };
    /** Gets a room of version 2 */
    get: operations["getRoomV2"];
    put?: never;
    post?: never;
    /** Deletes a room of version 2 */
    delete: operations["deleteRoomV2"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/rooms/{roomName}/users": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the room. That the pattern of version 3 applies is not confirmed.
         * @example room1
         */
        roomName: components["parameters"]["RoomNameV2"];
      };
      cookie?: never;
    };
    /**
     * Lists the users in a room of version 2
     * @description One client describes this operation as not open yet; two others have it.
     */
    get: operations["listUsersV2"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/rooms/{roomName}/users/{userId}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the room. That the pattern of version 3 applies is not confirmed.
         * @example room1
         */
        roomName: components["parameters"]["RoomNameV2"];
        /**
         * @description Id of the user. That the pattern of version 3 applies is not confirmed.
         * @example user1
         */
        userId: components["parameters"]["UserIdV2"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Removes a user from a room of version 2 */
    delete: operations["kickUserV2"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * @description The apps of the account. Its shape has not been seen: a list of apps, or an object that contains
     *     one.
     */
    AppList:
      | components["schemas"]["App"][]
      | {
          [key: string]: unknown;
        };
    /** @description An app to create. */
    CreateAppRequest: {
      /**
       * @description Hub of live streaming that merged streams are published to. It must exist.
       * @example test-hub
       */
      hub?: string | undefined;
      /**
       * @description Name of the app. That it need not be unique is not confirmed.
       * @example test-app
       */
      title?: string | undefined;
      /**
       * @description Maximum number of users in a room. If omitted or 0, the service chooses it (not confirmed).
       * @example 3
       */
      maxUsers?: number | undefined;
      /**
       * @description Whether a user stays in the room when the same user id joins again (not confirmed).
       * @example false
       */
      noAutoKickUser?: boolean | undefined;
    };
    /** @description An app. */
    App: {
      /**
       * @description Id of the app.
       * @example app1
       */
      appId: string;
      /**
       * @description Hub of live streaming that merged streams are published to.
       * @example test-hub
       */
      hub?: string;
      /**
       * @description Name of the app.
       * @example test-app
       */
      title?: string;
      /**
       * @description Maximum number of users in a room.
       * @example 3
       */
      maxUsers?: number;
      /**
       * @description Whether a user stays in the room when the same user id joins again. By default, the first one
       *     is removed. The meaning is taken from the name; not confirmed.
       * @example false
       */
      noAutoKickUser?: boolean;
      mergePublishRtmp?: components["schemas"]["MergePublishRtmp"];
      /**
       * Format: date-time
       * @description Time when the app was created.
       * @example 2018-03-02T10:26:31.044+08:00
       */
      createdAt?: string;
      /**
       * Format: date-time
       * @description Time when the app was last updated.
       * @example 2018-03-02T10:26:31.044+08:00
       */
      updatedAt?: string;
    };
    /** @description Fields to change. Omitted fields are left unchanged. */
    UpdateAppRequest: {
      /**
       * @description Hub of live streaming that merged streams are published to. It must exist.
       * @example test-hub
       */
      hub?: string | undefined;
      /**
       * @description Name of the app. That it need not be unique is not confirmed.
       * @example test-app
       */
      title?: string | undefined;
      /**
       * @description Maximum number of users in a room. If omitted or 0, the service chooses it (not confirmed).
       * @example 3
       */
      maxUsers?: number | undefined;
      /**
       * @description Whether a user stays in the room when the same user id joins again (not confirmed).
       * @example false
       */
      noAutoKickUser?: boolean | undefined;
      /**
       * @description How the streams of each room are merged and published. That it can be set here is inferred
       *     from the fields of an app.
       */
      mergePublishRtmp?: components["schemas"]["MergePublishRtmp"] | undefined;
      /**
       * Format: uri
       * @description HTTP URL that the service calls on events in rooms. The bodies of these calls are not known.
       *     Seen in one client.
       * @example https://example.com/rtc/events
       */
      eventCbUrl?: string | undefined;
      /**
       * @description Secret of the calls to `eventCbUrl`. How it is used is not known.
       * @example callback-secret
       */
      eventCbSecret?: string | undefined;
      /**
       * @description Version of the calls to `eventCbUrl`. Only 1 has been seen.
       * @example 1
       */
      eventCbVersion?: number | undefined;
    };
    /** @description A room to create. */
    CreateRoomRequest: {
      /**
       * @description Name of the room.
       * @example room1
       */
      roomName: string;
      /**
       * @description Maximum number of users. If omitted or 0, that of the app applies (inferred).
       * @example 3
       */
      maxUsers?: number | undefined;
      /**
       * @description Seconds after which the room is closed once it is empty. The meaning is taken from the name;
       *     not confirmed.
       * @example 60
       */
      autoCloseTtlS?: number | undefined;
      /**
       * @description Seconds after which the room is closed if nobody has joined it. The meaning is taken from the
       *     name; not confirmed.
       * @example 300
       */
      noEntreTtlS?: number | undefined;
      /**
       * @description Whether the room is open. What this means is not known.
       * @example true
       */
      openRoom?: boolean | undefined;
    };
    /** @description A new room. */
    CreatedRoom: {
      /**
       * @description Id of the room. How it differs from the name is not known.
       * @example room1
       */
      roomId?: string;
    };
    /** @description A page of rooms. */
    RoomList: {
      /**
       * @description Whether this is the last page. An empty page is also the last one.
       * @example true
       */
      end?: boolean;
      /**
       * Format: int64
       * @description Value to send as `offset` to get the next page.
       * @example 2
       */
      offset?: number;
      /**
       * @description Names of the rooms. That the list may be null is inferred from other lists.
       * @example [
       *       "room1",
       *       "room2"
       *     ]
       */
      rooms: string[] | null;
    };
    /** @description Users in a room. */
    UserList: {
      /** @description The users. That the list may be null is inferred from other lists. */
      users: components["schemas"]["User"][] | null;
    };
    /** @description A forward job to start. */
    ForwardJobRequest: {
      /**
       * @description Id of the job, which the caller chooses.
       * @example forward1
       */
      id: string;
      /**
       * @description Id of the user whose streams are forwarded (inferred).
       * @example user1
       */
      playerId: string;
      /**
       * @description RTMP URL that the streams are published to.
       * @example rtmp://publish-rtmp.test.com/test-hub/test-title
       */
      publishUrl?: string | undefined;
      /** @description Tracks to forward. */
      tracks?: components["schemas"]["ForwardTrack"][] | undefined;
    };
    /** @description A job, after a request about it. */
    JobResult: {
      /**
       * @description Id of the job.
       * @example job1
       */
      id: string;
      /**
       * @description Status of the job. Its values are not known.
       * @example success
       */
      status?: string;
    };
    /** @description The forward job to stop. The client that has this request uses the type of a new job. */
    ForwardJobReference: {
      /**
       * @description Id of the job.
       * @example forward1
       */
      id: string;
      /**
       * @description Id of the user, as on creation.
       * @example user1
       */
      playerId: string;
    };
    /**
     * @description A merge job of version 3 to start. Meanings that are not stated are taken from the names; not
     *     confirmed.
     */
    MergeJobRequest: {
      /**
       * @description Id of the job, which the caller chooses. Whether it may be omitted is not known.
       * @example merge1
       */
      id?: string | undefined;
      /**
       * @description Whether only audio is merged.
       * @example false
       */
      audioOnly?: boolean | undefined;
      /**
       * @description Width in pixels.
       * @example 1280
       */
      width?: number | undefined;
      /**
       * @description Height in pixels.
       * @example 720
       */
      height?: number | undefined;
      /**
       * @description Frames per second.
       * @example 25
       */
      fps?: number | undefined;
      /**
       * @description Bit rate in kbit/s.
       * @example 1000
       */
      kbps?: number | undefined;
      /**
       * @description Lowest bit rate. The unit is probably that of `kbps`.
       * @example 500
       */
      minRate?: number | undefined;
      /**
       * @description Highest bit rate. The unit is probably that of `kbps`.
       * @example 1500
       */
      maxRate?: number | undefined;
      stretchMode?: components["schemas"]["StretchMode"] | undefined;
      /**
       * @description RTMP URL that the result is published to.
       * @example rtmp://publish-rtmp.test.com/test-hub/test-title
       */
      publishUrl?: string | undefined;
      background?: components["schemas"]["Picture"] | undefined;
      /** @description Pictures in front of the streams. */
      waterMarks?: components["schemas"]["Picture"][] | undefined;
      /**
       * @description Whether the last frame of a stream that stops remains visible.
       * @example false
       */
      holdLastFrame?: boolean | undefined;
      /**
       * @description Name of a layout. Its values are not known.
       * @example horizontal
       */
      template?: string | undefined;
      /** @description Users whose streams are merged, for a layout. */
      userInfos?: components["schemas"]["MergeUser"][] | undefined;
    };
    /** @description Changes of the tracks that a job merges. */
    MergeTracks: {
      /**
       * @description - 0: adds the tracks in `add` and removes those in `remove`
       *     - 1: replaces all tracks by those in `all`
       * @example 0
       * @enum {integer}
       */
      mode: 0 | 1;
      /** @description Tracks to add, with mode 0. */
      add?: components["schemas"]["MergeTrack"][] | undefined;
      /** @description Tracks to remove, with mode 0. Their id is enough (inferred). */
      remove?: components["schemas"]["MergeTrack"][] | undefined;
      /** @description All tracks, with mode 1. */
      all?: components["schemas"]["MergeTrack"][] | undefined;
    };
    /** @description Pictures in front of the merged streams. */
    MergeWatermarks: {
      /** @description All pictures. That they replace the previous ones is inferred. */
      watermarks: components["schemas"]["Picture"][];
    };
    /** @description A job to start. */
    JobRequest: {
      /**
       * @description Id of the job, which the caller chooses. Whether it may be omitted is not known.
       * @example job1
       */
      id?: string | undefined;
      /**
       * @description Type of the job. Only `basic` has been seen.
       * @example basic
       */
      type?: string | undefined;
      /** @description What is merged. */
      inputs?: components["schemas"]["JobInput"][] | undefined;
      /** @description Where the result is published. */
      outputs?: components["schemas"]["JobOutput"][] | undefined;
      config?: components["schemas"]["JobConfig"] | undefined;
    };
    /** @description Changes of a job. That omitted fields are left unchanged is not confirmed. */
    JobUpdate: {
      /**
       * @description Id of the job.
       * @example job1
       */
      id: string;
      /**
       * @description Type of the job. Only `basic` has been seen.
       * @example basic
       */
      type?: string | undefined;
      /** @description What is merged. */
      inputs?: components["schemas"]["JobInput"][] | undefined;
      /** @description Where the result is published. */
      outputs?: components["schemas"]["JobOutput"][] | undefined;
      config?: components["schemas"]["JobConfig"] | undefined;
    };
    /** @description A job. */
    JobReference: {
      /**
       * @description Id of the job.
       * @example job1
       */
      id: string;
    };
    /** @description A room to create. */
    CreateRoomV2Request: {
      /**
       * @description Id of the user who owns the room.
       * @example admin
       */
      owner_id: string;
      /**
       * @description Name of the room. If omitted, the service chooses one. That the pattern of version 3 applies
       *     is not confirmed.
       * @example room1
       */
      room_name?: string | undefined;
      /**
       * @description Maximum number of users. The default and the maximum are not known.
       * @example 3
       */
      user_max?: number | undefined;
    };
    /** @description A new room. */
    CreatedRoomV2: {
      /**
       * @description Name of the room.
       * @example room1
       */
      room_name: string;
    };
    /** @description A room. */
    RoomV2: {
      /**
       * @description Name of the room.
       * @example room1
       */
      room_name: string;
      /**
       * @description Id of the user who owns the room.
       * @example admin
       */
      owner_id?: string;
      /**
       * @description Maximum number of users.
       * @example 3
       */
      user_max?: number;
      /**
       * @description Status of the room. In version 1: 0 for new, 1 for in use, 2 for finished. Not confirmed for
       *     version 2.
       * @example 0
       */
      room_status?: number;
    };
    /** @description Users in a room. */
    UserListV2: {
      /** @description The users. That the list may be null is inferred from other lists. */
      active_users: components["schemas"]["UserV2"][] | null;
    };
    /** @description Body of an error response. The body may be empty, or not JSON at all. */
    ApiError: {
      /**
       * @description Description of the error, in English.
       * @example room not active
       */
      error: string;
    };
    /**
     * @description How the streams of each room are merged and published. The units are taken from the names; not
     *     confirmed.
     */
    MergePublishRtmp: {
      /**
       * @description Whether the streams are merged.
       * @example true
       */
      enable?: boolean | undefined;
      /**
       * @description Whether only audio is merged.
       * @example false
       */
      audioOnly?: boolean | undefined;
      /**
       * @description Height of the picture in pixels.
       * @example 720
       */
      height?: number | undefined;
      /**
       * @description Width of the picture in pixels.
       * @example 1280
       */
      width?: number | undefined;
      /**
       * @description Frames per second.
       * @example 25
       */
      fps?: number | undefined;
      /**
       * @description Bit rate in kbit/s.
       * @example 1000
       */
      kbps?: number | undefined;
      /**
       * @description RTMP URL that the stream is published to.
       * @example rtmp://publish-rtmp.test.com/test-hub/test-title
       */
      url?: string | undefined;
      /**
       * @description Name of the stream.
       * @example test-title
       */
      streamTitle?: string | undefined;
    };
    /** @description A user in a room. */
    User: {
      /**
       * @description Id of the user.
       * @example user1
       */
      userId: string;
    };
    /** @description A track of a user. */
    ForwardTrack: {
      /**
       * @description Id of the track.
       * @example track1
       */
      trackId: string;
    };
    /**
     * @description How a picture fills its area.
     *
     *     - `aspectFill`: fills the area, and is cropped; the default
     *     - `aspectFit`: is shown as a whole
     *     - `scaleToFit`: is stretched to the area
     * @enum {string}
     */
    StretchMode: "aspectFill" | "aspectFit" | "scaleToFit";
    /** @description A picture and its area in pixels. */
    Picture: {
      /**
       * @description URL of the picture.
       * @example https://example.com/logo.png
       */
      url: string;
      /**
       * @description Left edge in pixels.
       * @example 0
       */
      x?: number | undefined;
      /**
       * @description Top edge in pixels.
       * @example 0
       */
      y?: number | undefined;
      /**
       * @description Width in pixels.
       * @example 640
       */
      w?: number | undefined;
      /**
       * @description Height in pixels.
       * @example 480
       */
      h?: number | undefined;
      stretchMode?: components["schemas"]["StretchMode"] | undefined;
    };
    /** @description A user, for a layout. */
    MergeUser: {
      /**
       * @description Id of the user.
       * @example user1
       */
      userId: string;
      /**
       * @description URL of the picture behind the stream of the user.
       * @example https://example.com/background.png
       */
      backgroundUrl?: string | undefined;
      stretchMode?: components["schemas"]["StretchMode"] | undefined;
      /**
       * @description Position of the user in the layout.
       * @example 0
       */
      sequence?: number | undefined;
    };
    /** @description A track and its area in pixels. */
    MergeTrack: {
      /**
       * @description Id of the track. It ends in two capital letters, unlike `trackId` of forward jobs.
       * @example track1
       */
      trackID: string;
      /**
       * @description Left edge in pixels.
       * @example 0
       */
      x?: number | undefined;
      /**
       * @description Top edge in pixels.
       * @example 0
       */
      y?: number | undefined;
      /**
       * @description Layer. Which one is in front is not known.
       * @example 0
       */
      z?: number | undefined;
      /**
       * @description Width in pixels.
       * @example 640
       */
      w?: number | undefined;
      /**
       * @description Height in pixels.
       * @example 480
       */
      h?: number | undefined;
      stretchMode?: components["schemas"]["StretchMode"] | undefined;
      /**
       * @description Whether SEI messages of the track are kept (inferred).
       * @example false
       */
      supportSei?: boolean | undefined;
    };
    /** @description A stream of a user, or a picture. */
    JobInput: {
      /**
       * @description `media` for a stream, `image` for a picture.
       * @example media
       * @enum {string}
       */
      kind?: "media" | "image" | undefined;
      /**
       * @description Id of the user, with `media`.
       * @example user1
       */
      userId?: string | undefined;
      /**
       * @description URL of the picture, with `image`.
       * @example https://example.com/background.png
       */
      url?: string | undefined;
      /**
       * @description Which stream of the user (inferred).
       * @example camera
       */
      tag?: string | undefined;
      position?: components["schemas"]["JobPosition"] | undefined;
      stretchMode?: components["schemas"]["StretchMode"] | undefined;
    };
    /** @description A destination of the result. */
    JobOutput: {
      /**
       * @description Type of the destination. Only `rtmp` has been seen.
       * @example rtmp
       */
      type?: string | undefined;
      /**
       * @description URL that the result is published to.
       * @example rtmp://publish-rtmp.test.com/test-hub/test-title
       */
      url?: string | undefined;
    };
    /** @description Settings of the result. */
    JobConfig: {
      /**
       * @description Frames per second.
       * @example 25
       */
      fps?: number | undefined;
      /**
       * @description Bit rate in kbit/s.
       * @example 1000
       */
      kbps?: number | undefined;
      /**
       * @description Width in pixels, an even number.
       * @example 1280
       */
      width?: number | undefined;
      /**
       * @description Height in pixels, an even number.
       * @example 720
       */
      height?: number | undefined;
      /**
       * @description Whether the last frame of a stream that stops remains visible (inferred).
       * @example false
       */
      holdLastFrame?: boolean | undefined;
      /**
       * @description Whether only audio is merged.
       * @example false
       */
      audioOnly?: boolean | undefined;
      stretchMode?: components["schemas"]["StretchMode"] | undefined;
    };
    /** @description A user in a room. */
    UserV2: {
      /**
       * @description Id of the user.
       * @example user1
       */
      user_id: string;
      /**
       * @description Name of the user.
       * @example User One
       */
      user_name?: string;
    };
    /** @description Area of an input in the result, in pixels. */
    JobPosition: {
      /**
       * @description Left edge in pixels.
       * @example 0
       */
      x?: number | undefined;
      /**
       * @description Top edge in pixels.
       * @example 0
       */
      y?: number | undefined;
      /**
       * @description Width in pixels.
       * @example 640
       */
      w?: number | undefined;
      /**
       * @description Height in pixels.
       * @example 480
       */
      h?: number | undefined;
      /**
       * @description Layer. Which one is in front is not known.
       * @example 0
       */
      z?: number | undefined;
    };
  };
  responses: {
    /** @description The request is malformed, or a value is not valid. */
    BadRequest: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The signature is missing or wrong. */
    NotAuthorized: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description Any error of the service. An intermediate proxy may send a body that is not JSON. */
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
     * @description The app does not exist (612), or any other error. The status is taken from other parts of the
     *     service; not confirmed for apps.
     */
    UnexpectedAppError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The app does not exist (612), the room exists already (611 or 614), or any other error. The
     *     statuses are taken from other parts of the service; not confirmed here.
     */
    UnexpectedCreationError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The app or the room does not exist (612), the room is in use (613), or any other error. 613 is
     *     not confirmed.
     */
    UnexpectedDeletionError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The app or the room does not exist (612), or any other error. */
    UnexpectedRoomError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The room is not active (615), the app does not exist (612), or any other error. */
    UnexpectedKickError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The app, the room or the job does not exist (612), the room is not active (615), or any other
     *     error. The statuses are taken from other parts of the service; not confirmed for jobs.
     */
    UnexpectedJobError: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The room exists already (611), or any other error. 611 is not confirmed. */
    UnexpectedCreationV2Error: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The room does not exist (612), or any other error. */
    UnexpectedRoomV2Error: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /** @description The room does not exist (612), it is in use (613), or any other error. 613 is not confirmed. */
    UnexpectedDeletionV2Error: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
    /**
     * @description The room or the user does not exist (612), the room is not active (615), or any other error. 615
     *     is taken from version 3; not confirmed.
     */
    UnexpectedKickV2Error: {
      headers: {
        "X-Reqid": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ApiError"];
      };
    };
  };
  parameters: {
    /**
     * @description Id of the app. The service chooses it.
     * @example app1
     */
    AppId: string;
    /**
     * @description Only rooms whose name starts with this text. Omitted or empty for all rooms.
     * @example room
     */
    Prefix: string;
    /**
     * @description Position to continue from: `offset` of the previous response. Omitted or 0 for the first page.
     * @example 0
     */
    Offset: number;
    /**
     * @description Maximum number of rooms to return. The clients send 100; the default and the maximum are not
     *     known.
     * @example 100
     */
    Limit: number;
    /**
     * @description Name of the room.
     * @example room1
     */
    RoomName: string;
    /**
     * @description Id of the user.
     * @example user1
     */
    UserId: string;
    /**
     * @description Id of the job, as chosen on creation.
     * @example job1
     */
    JobId: string;
    /**
     * @description Name of the room. That the pattern of version 3 applies is not confirmed.
     * @example room1
     */
    RoomNameV2: string;
    /**
     * @description Id of the user. That the pattern of version 3 applies is not confirmed.
     * @example user1
     */
    UserIdV2: string;
  };
  requestBodies: never;
  headers: {
    /**
     * @description Id of the call, for support cases. Not confirmed for this API.
     * @example YmMxOTcuAAASDc1n
     */
    RequestId: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listApps: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The apps. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AppList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  createApp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The settings of the app. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateAppRequest"];
      };
    };
    responses: {
      /** @description The new app. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["App"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getApp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The app. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["App"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedAppError"];
    };
  };
  updateApp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
      };
      cookie?: never;
    };
    /** @description The new values. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateAppRequest"];
      };
    };
    responses: {
      /** @description The whole app, with its new values. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["App"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedAppError"];
    };
  };
  deleteApp: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The app was deleted. The body has not been seen; some clients expect an empty one. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedAppError"];
    };
  };
  createRoom: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
      };
      cookie?: never;
    };
    /** @description The room. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateRoomRequest"];
      };
    };
    responses: {
      /** @description The new room. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedRoom"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedCreationError"];
    };
  };
  listRooms: {
    parameters: {
      query?: {
        /**
         * @description Only rooms whose name starts with this text. Omitted or empty for all rooms.
         * @example room
         */
        prefix?: components["parameters"]["Prefix"] | undefined;
        /**
         * @description Position to continue from: `offset` of the previous response. Omitted or 0 for the first page.
         * @example 0
         */
        offset?: components["parameters"]["Offset"] | undefined;
        /**
         * @description Maximum number of rooms to return. The clients send 100; the default and the maximum are not
         *     known.
         * @example 100
         */
        limit?: components["parameters"]["Limit"] | undefined;
      };
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of rooms. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RoomList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedAppError"];
    };
  };
  deleteRoom: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The room was deleted. The body has not been seen; some clients expect an empty one. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedDeletionError"];
    };
  };
  listUsers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The users. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserList"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedRoomError"];
    };
  };
  kickUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
        /**
         * @description Id of the user.
         * @example user1
         */
        userId: components["parameters"]["UserId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The user was removed. The body has not been seen; some clients expect an empty one. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedKickError"];
    };
  };
  stopMerge: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Merging has stopped. The body has not been seen; some clients expect an empty one. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedRoomError"];
    };
  };
  createForwardJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    /** @description The job. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["ForwardJobRequest"];
      };
    };
    responses: {
      /** @description The new job. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JobResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedJobError"];
    };
  };
  deleteForwardJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    /** @description The job. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["ForwardJobReference"];
      };
    };
    responses: {
      /** @description The stopped job. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JobResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedJobError"];
    };
  };
  createMergeJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    /** @description The job. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["MergeJobRequest"];
      };
    };
    responses: {
      /** @description The new job. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JobResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedJobError"];
    };
  };
  deleteMergeJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
        /**
         * @description Id of the job, as chosen on creation.
         * @example job1
         */
        jobId: components["parameters"]["JobId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stopped job. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JobResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedJobError"];
    };
  };
  updateMergeTracks: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
        /**
         * @description Id of the job, as chosen on creation.
         * @example job1
         */
        jobId: components["parameters"]["JobId"];
      };
      cookie?: never;
    };
    /** @description The changes. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["MergeTracks"];
      };
    };
    responses: {
      /** @description The job. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JobResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedJobError"];
    };
  };
  updateMergeWatermarks: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
        /**
         * @description Id of the job, as chosen on creation.
         * @example job1
         */
        jobId: components["parameters"]["JobId"];
      };
      cookie?: never;
    };
    /** @description The watermarks. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["MergeWatermarks"];
      };
    };
    responses: {
      /** @description The job. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JobResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedJobError"];
    };
  };
  createJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    /** @description The job. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["JobRequest"];
      };
    };
    responses: {
      /** @description The new job. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JobResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedJobError"];
    };
  };
  updateJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    /** @description The changes. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["JobUpdate"];
      };
    };
    responses: {
      /** @description The job. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JobResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedJobError"];
    };
  };
  stopJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Id of the app. The service chooses it.
         * @example app1
         */
        appId: components["parameters"]["AppId"];
        /**
         * @description Name of the room.
         * @example room1
         */
        roomName: components["parameters"]["RoomName"];
      };
      cookie?: never;
    };
    /** @description The job. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["JobReference"];
      };
    };
    responses: {
      /** @description The stopped job. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JobResult"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedJobError"];
    };
  };
  createRoomV2: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The room. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateRoomV2Request"];
      };
    };
    responses: {
      /** @description The new room. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedRoomV2"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedCreationV2Error"];
    };
  };
  getRoomV2: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the room. That the pattern of version 3 applies is not confirmed.
         * @example room1
         */
        roomName: components["parameters"]["RoomNameV2"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The room. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RoomV2"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedRoomV2Error"];
    };
  };
  deleteRoomV2: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the room. That the pattern of version 3 applies is not confirmed.
         * @example room1
         */
        roomName: components["parameters"]["RoomNameV2"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The room was deleted. The body has not been seen; some clients expect an empty one. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedDeletionV2Error"];
    };
  };
  listUsersV2: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the room. That the pattern of version 3 applies is not confirmed.
         * @example room1
         */
        roomName: components["parameters"]["RoomNameV2"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The users. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserListV2"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedRoomV2Error"];
    };
  };
  kickUserV2: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Name of the room. That the pattern of version 3 applies is not confirmed.
         * @example room1
         */
        roomName: components["parameters"]["RoomNameV2"];
        /**
         * @description Id of the user. That the pattern of version 3 applies is not confirmed.
         * @example user1
         */
        userId: components["parameters"]["UserIdV2"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The user was removed. The body has not been seen; some clients expect an empty one. */
      200: {
        headers: {
          "X-Reqid": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["NotAuthorized"];
      default: components["responses"]["UnexpectedKickV2Error"];
    };
  };
}
