import { createReadStream } from "node:fs";

/**
 * A file to send, and the options of the upload.
 *
 * @typedef {{
 *   port: number, path: string, fileSize: number, partSize: number, concurrency: number,
 * }} Job
 * @typedef {(job: Job) => Promise<() => Promise<unknown>>} Prepare
 */

/**
 * Programs that send a file. Each is loaded and prepared before the measurement.
 *
 * @type {Record<string, Prepare>}
 */
export const senders = {
  async raw(job) {
    const { sendRaw } = await import("./send-raw.js");
    return () => sendRaw(job);
  },

  async "flip-pili"(job) {
    const { createSession } = await import("./create-session.js");
    const session = await createSession(job);
    return () => session.start();
  },

  async "tus-js-client"({ port, path, partSize, concurrency }) {
    const { Upload } = await import("tus-js-client");
    return () =>
      new Promise((resolve, reject) => {
        const upload = new Upload(createReadStream(path), {
          endpoint: `http://127.0.0.1:${port}/tus/`,
          chunkSize: partSize,
          parallelUploads: concurrency,
          onSuccess: () => resolve(undefined),
          onError: reject,
        });
        upload.start();
      });
  },

  async "@aws-sdk/lib-storage"({ port, path, partSize, concurrency }) {
    const { S3Client } = await import("@aws-sdk/client-s3");
    const { Upload } = await import("@aws-sdk/lib-storage");
    const client = new S3Client({
      endpoint: `http://127.0.0.1:${port}`,
      forcePathStyle: true,
      region: "us-east-1",
      credentials: { accessKeyId: "a", secretAccessKey: "s" },
    });
    const params = { Bucket: "bench", Key: "video", Body: createReadStream(path) };
    return () => new Upload({ client, params, partSize, queueSize: concurrency }).done();
  },
};
