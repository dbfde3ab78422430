import { createRequire } from "node:module";
import fc from "fast-check";
import {
  encodeKey,
  hlsPlayUrl,
  httpFlvPlayUrl,
  rtmpPlayUrl,
  rtmpPublishUrl,
  snapshotPlayUrl,
} from "flip-pili/pili-v2";
import { expect, test } from "vitest";
import { keys } from "../helpers/pili-server.ts";
import { credentials } from "../helpers/pili-v2-server.ts";
import { propertyOptions } from "../helpers/property.ts";

type PlayUrl = (domain: string, hub: string, key: string) => string;

/** URL builders of the client that its authors have published. It has no types. */
interface Pili {
  readonly Credentials: new (accessKey: string, secretKey: string) => object;
  publishURL(own: object, domain: string, hub: string, key: string, seconds: number): string;
  readonly rtmpPlayURL: PlayUrl;
  readonly hdlPlayURL: PlayUrl;
  readonly hlsPlayURL: PlayUrl;
  readonly snapshotPlayURL: PlayUrl;
}

const pili = createRequire(import.meta.url)("piliv2") as Pili;

const word = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/);

test("the published client returns the same URLs, for any stream", () => {
  const own = new pili.Credentials(keys.accessKey, keys.secretKey);
  fc.assert(
    fc.property(word, word, fc.nat(100_000), (hub, key, seconds) => {
      const target = ["live.test.com", hub, key] as const;

      const published = pili.publishURL(own, ...target, seconds);
      const expiresAt = Number(/\?e=(\d+)/.exec(published)?.[1]);

      expect(rtmpPublishUrl(...target, { expiresAt, credentials })).toBe(published);
      expect(rtmpPlayUrl(...target)).toBe(pili.rtmpPlayURL(...target));
      expect(hlsPlayUrl(...target)).toBe(pili.hlsPlayURL(...target));
      expect(httpFlvPlayUrl(...target)).toBe(pili.hdlPlayURL(...target));
      expect(snapshotPlayUrl(...target)).toBe(pili.snapshotPlayURL(...target));
    }),
    propertyOptions(100),
  );
});

test("encodeKey() is the URL-safe base64 of the published client", () => {
  const { urlsafeBase64Encode } = createRequire(import.meta.url)("piliv2/lib/util.js") as {
    urlsafeBase64Encode: (text: string) => string;
  };

  for (const key of ["test0", "test-title", "流", "a?b>c~"]) {
    expect(encodeKey(key)).toBe(urlsafeBase64Encode(key));
  }
});
