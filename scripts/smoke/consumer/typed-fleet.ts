import { type FilesReport, type UploadQueue, uploadFiles } from "flip-pili/fleet";
import type { Factory } from "flip-pili/flip";

export async function upload(factory: Factory, paths: string[]): Promise<number> {
  const report: FilesReport = await uploadFiles(factory, paths, { filesAtOnce: 2 });
  return report.uploaded;
}

export async function add(queue: UploadQueue, path: string): Promise<number> {
  await queue.add(path, { profiles: "h264" });
  const { waiting } = await queue.counts();
  return waiting;
}
