import { seeds } from "../../../helpers/flip-world.ts";

/** Milliseconds, as the mock has them. */
const importMs = 2000;
const queueMs = 1000;
const progressMs = 1000;

/** A video as the model has it. */
export interface ModelVideo {
  readonly id: string;
  readonly isBad: boolean;
  /** When it is imported; `undefined` for an example that nobody has touched. */
  importedAt: number | undefined;
  sourceDeletedAt: number | undefined;
}

/** An encoding as the model has it. */
export interface ModelEncoding {
  readonly id: string;
  readonly video: ModelVideo;
  readonly profileId: string;
  readonly isBad: boolean;
  /** When the work begins; nothing happens to an example. */
  startsAt: number | undefined;
  /** What it was, or has been made, by hand. */
  fixed: EncodingView | undefined;
}

/** What is seen of an encoding. */
export interface EncodingView {
  readonly status: string;
  readonly progress: number;
}

/** What Flip should know, written as plainly as can be. */
export class FlipModel {
  now = 0;
  /** New ones in front, in all lists. */
  videos: ModelVideo[];
  encodings: ModelEncoding[];
  profiles: { id: string; name: string }[] = [
    { id: seeds.profile, name: "h264" },
    { id: seeds.otherProfile, name: "webm" },
  ];
  settings: { delay: number; created: boolean } = { delay: 10, created: false };
  factories: { id: string; name: string }[] = [
    { id: seeds.factory, name: "bucket_name" },
    { id: seeds.otherFactory, name: "staging" },
  ];

  constructor() {
    const [processing, failed, done] = [
      seedVideo(seeds.processingVideo),
      { ...seedVideo(seeds.failedVideo), isBad: true, importedAt: 0 },
      { ...seedVideo(seeds.video), importedAt: 0 },
    ];
    this.videos = [processing, failed, done];
    this.encodings = [
      seedEncoding(seeds.encoding, done, seeds.profile, { status: "success", progress: 100 }),
      seedEncoding(seeds.processingEncoding, done, seeds.otherProfile, {
        ...{ status: "processing", progress: 87 },
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

  retry(encoding: ModelEncoding): boolean {
    const isVideoGone = this.statusOf(encoding.video) === "fail";
    if (this.viewOf(encoding).status !== "fail" || isVideoGone) return false;
    encoding.fixed = undefined;
    encoding.startsAt = this.startOf(encoding.video);
    return true;
  }

  /** An example is imported as soon as somebody wants something of it. */
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
