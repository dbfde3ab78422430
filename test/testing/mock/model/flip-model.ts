import { seeds } from "../../../helpers/flip-world.ts";

/** Durations of the mock, in milliseconds. */
const importMs = 2000;
const queueMs = 1000;
const progressMs = 1000;

/** A video of the model. */
export interface ModelVideo {
  readonly id: string;
  isBad: boolean;
  /** Time of the import; `undefined` for an example that no request has used. */
  importedAt: number | undefined;
  sourceDeletedAt: number | undefined;
}

/** An encoding of the model. */
export interface ModelEncoding {
  readonly id: string;
  readonly video: ModelVideo;
  profileId: string;
  isBad: boolean;
  /** Time of the start; `undefined` for an example, which does not change. */
  startsAt: number | undefined;
  /** State that does not depend on the time: of an example, or after a cancellation. */
  fixed: EncodingView | undefined;
}

/** Fields of an encoding that are compared. */
export interface EncodingView {
  readonly status: string;
  readonly progress: number;
}

/** The model of a mock of Flip. */
export class FlipModel {
  now = 0;
  /** Newest first, like all lists. */
  videos: ModelVideo[];
  encodings: ModelEncoding[];
  profiles: { id: string; name: string }[] = [
    { id: seeds.profile, name: "h264" },
    { id: seeds.otherProfile, name: "webm" },
  ];
  settings: { delay: number; created: boolean } = { delay: 10, created: false };
  factories: { id: string; name: string }[];

  /** @param factoryIds - Ids of the factories that exist from the start. */
  constructor([first, second]: readonly [string, string]) {
    this.factories = [
      { id: first, name: "bucket_name" },
      { id: second, name: "staging" },
    ];
    const [processing, failed, done] = [
      seedVideo(seeds.processingVideo),
      { ...seedVideo(seeds.failedVideo), isBad: true, importedAt: 0 },
      { ...seedVideo(seeds.video), importedAt: 0 },
    ];
    this.videos = [processing, failed, done];
    this.encodings = [
      seedEncoding(seeds.encoding, done, seeds.profile, { status: "success", progress: 100 }),
      seedEncoding(seeds.processingEncoding, done, seeds.otherProfile, {
        status: "processing",
        progress: 87,
      }),
      seedEncoding(seeds.failedEncoding, done, seeds.profile, { status: "fail", progress: 60 }),
    ];
  }

  statusOf({ importedAt, isBad }: ModelVideo): string {
    if (importedAt === undefined || importedAt > this.now) return "processing";
    return isBad ? "fail" : "success";
  }

  addVideo(id: string, isBad: boolean): ModelVideo {
    const importedAt = this.now + importMs;
    const video = { id, isBad, importedAt, sourceDeletedAt: undefined };
    this.videos.unshift(video);
    return video;
  }

  addEncoding(id: string, video: ModelVideo, profile: { id: string; name: string }): void {
    const isBad = profile.name.startsWith("fail");
    const startsAt = this.startOf(video);
    const fixed = undefined;
    this.encodings.unshift({ id, video, profileId: profile.id, isBad, startsAt, fixed });
  }

  viewOf(encoding: ModelEncoding): EncodingView {
    const { fixed, startsAt = Number.POSITIVE_INFINITY, video, isBad } = encoding;
    if (fixed !== undefined) return fixed;
    if (this.now < startsAt) return { status: "processing", progress: 0 };
    const { isBad: isVideoBad, sourceDeletedAt = Number.POSITIVE_INFINITY } = video;
    if (isVideoBad || sourceDeletedAt < startsAt) return { status: "fail", progress: 0 };
    const progress = Math.floor((this.now - startsAt) / progressMs) * 20;
    if (isBad && progress >= 60) return { status: "fail", progress: 60 };
    if (progress >= 100) return { status: "success", progress: 100 };
    return { status: "processing", progress };
  }

  cancel(encoding: ModelEncoding): boolean {
    const { status, progress } = this.viewOf(encoding);
    if (status !== "processing") return false;
    encoding.fixed = { status: "fail", progress };
    return true;
  }

  /** Cancels the import of a video, and its encodings. */
  cancelVideo(video: ModelVideo): boolean {
    const isImporting = this.statusOf(video) === "processing";
    const ofVideo = this.encodings.filter((encoding) => encoding.video === video);
    const canceled = ofVideo.filter((encoding) => this.cancel(encoding));
    if (isImporting) {
      video.isBad = true;
      video.importedAt = this.now;
    }
    return isImporting || canceled.length > 0;
  }

  /** Encodes from the beginning, with the same profile or another. */
  restart(encoding: ModelEncoding, profile?: { id: string; name: string }): void {
    if (profile !== undefined) {
      encoding.profileId = profile.id;
      encoding.isBad = profile.name.startsWith("fail");
    }
    encoding.fixed = undefined;
    encoding.startsAt = this.startOf(encoding.video);
  }

  /** Returns whether a video waits for its import, or for one of its encodings. */
  isQueued(video: ModelVideo): boolean {
    const isWaiting = ({ fixed, startsAt = 0 }: ModelEncoding) =>
      fixed === undefined && startsAt > this.now;
    const ofVideo = this.encodings.filter((encoding) => encoding.video === video);
    return this.statusOf(video) === "processing" || ofVideo.some(isWaiting);
  }

  retry(encoding: ModelEncoding): boolean {
    const isVideoGone = this.statusOf(encoding.video) === "fail";
    if (this.viewOf(encoding).status !== "fail" || isVideoGone) return false;
    this.restart(encoding);
    return true;
  }

  /** An example is imported as soon as a request uses it. */
  private startOf(video: ModelVideo): number {
    video.importedAt ??= this.now + importMs;
    return video.importedAt > this.now ? video.importedAt : this.now + queueMs;
  }
}

function seedVideo(id: string): ModelVideo {
  return { id, isBad: false, importedAt: undefined, sourceDeletedAt: undefined };
}

function seedEncoding(
  id: string,
  video: ModelVideo,
  profileId: string,
  fixed: EncodingView,
): ModelEncoding {
  return { id, video, profileId, isBad: false, startsAt: undefined, fixed };
}
