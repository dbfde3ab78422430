import { loadUploadEngine } from "#upload-engine";
import { InvalidArgumentError } from "../http/errors.ts";
import { MultipartBody } from "../http/files/multipart-body.ts";
import type { FileInput } from "../upload/source/file-input.ts";

/** Progress of sending a file. */
export interface SendProgress {
  /** Bytes sent so far. */
  readonly sent: number;
  /** Total number of bytes, which is slightly more than the size of the file. */
  readonly total: number;
}

/** Options of a file that is sent in a multipart body. */
interface FileOptions {
  readonly onProgress?: ((progress: SendProgress) => void) | undefined;
  readonly fileName?: string | undefined;
  /** Returns parts that precede the file. */
  readonly before?: ((boundary: string) => string) | undefined;
}

/** Opens a file, sends it as a multipart body, and closes it again. */
export async function sendFile<Result>(
  file: FileInput,
  options: FileOptions,
  send: (body: MultipartBody) => Promise<Result>,
): Promise<Result> {
  const { openSource } = await loadUploadEngine();
  const source = await openSource("file", file);
  try {
    if (source.size === 0) throw new InvalidArgumentError("file", "must not be empty");
    return await send(new MultipartBody("file", source, options));
  } finally {
    await source.close();
  }
}
