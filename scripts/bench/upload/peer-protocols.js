/**
 * Responds to uploads of other clients with the minimum that they need: tus, and multipart uploads of S3.
 *
 * @param {{
 *   method: string | undefined,
 *   url: string,
 *   headers: import("node:http").IncomingHttpHeaders,
 *   bytes: number,
 * }} request
 * @returns {{ status?: number, headers?: Record<string, string>, body?: string }}
 */
export function respondToPeer(request) {
  return request.url.startsWith("/tus") ? respondToTus(request) : respondToS3(request);
}

let created = 0;

/** @param {Parameters<typeof respondToPeer>[0]} request */
function respondToTus({ method, headers, bytes }) {
  const version = { "Tus-Resumable": "1.0.0" };
  if (method === "POST") {
    return { status: 201, headers: { ...version, Location: `/tus/${++created}` } };
  }
  const offset = String(Number(headers["upload-offset"]) + bytes);
  return { status: 204, headers: { ...version, "Upload-Offset": offset } };
}

/** @param {Parameters<typeof respondToPeer>[0]} request */
function respondToS3({ method, url }) {
  if (method === "PUT") return { headers: { ETag: '"part"' } };
  const name = url.includes("uploads") ? "InitiateMultipartUpload" : "CompleteMultipartUpload";
  const fields = "<Bucket>bench</Bucket><Key>video</Key><UploadId>1</UploadId><ETag>all</ETag>";
  const headers = { "Content-Type": "application/xml" };
  return { headers, body: `<?xml version="1.0"?><${name}Result>${fields}</${name}Result>` };
}
