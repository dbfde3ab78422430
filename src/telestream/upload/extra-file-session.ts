import { requireThat } from "../../http/argument-checks.ts";
import type { UploadSession } from "../../upload/session/upload-session.ts";
import { describeExtraFiles, type ExtraFiles, ExtraFilesOfSession } from "./extra-files.ts";
import type { SessionOptions, UploadSource } from "./upload-options.ts";
import { createUploadSession, type UploadTarget } from "./upload-session.ts";

/**
 * Creates a session for a file and its extra files.
 *
 * @throws {InvalidArgumentError} When an argument is invalid, or a file is empty.
 * @throws {HttpError} When the service rejects the request.
 * @throws {UploadError} When the service's response is invalid.
 */
export async function createSessionWithExtraFiles<Video>(
  target: UploadTarget<Video>,
  files: ExtraFiles,
  source: UploadSource,
  options: SessionOptions,
): Promise<UploadSession<Video>> {
  requireThat(options.multiChunk !== false, "multiChunk", "must be true for extra files");
  const described = await describeExtraFiles(files);
  if (described.length === 0) return createUploadSession(target, source, options);
  const extraFiles = new ExtraFilesOfSession(described);
  const extra_files = described.map(({ tag, description: { name, size } }) => ({
    tag,
    file_name: name,
    file_size: size,
  }));
  const createSession: UploadTarget<Video>["createSession"] = async (params, call) => {
    const result = await target.createSession({ ...params, extra_files }, call);
    if (result.response.ok) await extraFiles.readSession(result.data, described);
    return result;
  };
  const onProgress = extraFiles.withTotal(options.onProgress);
  return createUploadSession({ ...target, createSession, extraFiles }, source, {
    ...options,
    onProgress,
  });
}
