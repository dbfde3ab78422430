import { parseSession } from "./protocol/responses.ts";
import { FileSender } from "./session/file-sender.ts";
import { ProgressMeter } from "./session/progress.ts";
import { runUpload } from "./session/run-upload.ts";
import { SentRecord } from "./session/sent-record.ts";
import { DescribedSource } from "./source/described-source.ts";
import { hasContent } from "./source/hash-samples.ts";
import { openSource } from "./source/open-source.ts";
import { StreamSource } from "./source/stream-source.ts";

/** Everything that is not needed before a file is described or sent. */
export interface UploadEngine {
  readonly DescribedSource: typeof DescribedSource;
  readonly FileSender: typeof FileSender;
  readonly StreamSource: typeof StreamSource;
  readonly hasContent: typeof hasContent;
  readonly openSource: typeof openSource;
  readonly parseSession: typeof parseSession;
  readonly ProgressMeter: typeof ProgressMeter;
  readonly runUpload: typeof runUpload;
  readonly SentRecord: typeof SentRecord;
}

export const uploadEngine: UploadEngine = {
  DescribedSource,
  FileSender,
  StreamSource,
  hasContent,
  openSource,
  parseSession,
  ProgressMeter,
  runUpload,
  SentRecord,
};
