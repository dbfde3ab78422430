import { createHmac } from "node:crypto";
import fc from "fast-check";
import { Credentials, InvalidArgumentError, Rtc, roomToken, signWithData } from "flip-pili/rtc";
import { expect, test } from "vitest";
import { credentials, keys } from "../helpers/pili-server.ts";
import { propertyOptions } from "../helpers/property.ts";

const now = () => new Date(1_500_000_000_000);
const admin = { userId: "user1", permission: "admin", expiresAt: 1_500_000_000 } as const;
const app = { appId: "app1", roomName: "room1", userId: "user1" };

/** Returns the fields of a token after verifying it. Independent of the code of the package. */
function openToken(token: string, secretKey = keys.secretKey): Record<string, unknown> {
  const [, accessKey, signature, encoded = ""] = /^([^:]+):([^:]+):([^:]+)$/.exec(token) ?? [];
  const hmac = createHmac("sha1", secretKey).update(encoded).digest("base64");
  expect(signature).toBe(hmac.replaceAll("+", "-").replaceAll("/", "_"));
  expect(accessKey).toBe(keys.accessKey);
  expect(encoded.length % 4).toBe(0);
  return JSON.parse(Buffer.from(encoded, "base64url").toString());
}

test.each([
  ["hello", "ak:2pn0qs-2kfEsQFuHI2pAYlo0hpc=:aGVsbG8="],
  ["world", "ak:vzqcP6VeODVu_youBJnyr_nefT4=:d29ybGQ="],
  ["-test", "ak:uV60zWZgj-Jbrg9VHc06Nok64Bw=:LXRlc3Q="],
  ["ba#a-", "ak:RLvTUx_kizrrbpSrinkdxC4jCy8=:YmEjYS0="],
])("signWithData() of %j is the vector of the Go SDK", (text, token) => {
  expect(signWithData(new Credentials("ak", "sk"), text)).toBe(token);
});

test.each([
  {
    version: 1,
    text: '{"room_name":"room1","user_id":"user1","perm":"admin","expire_at":1500000000}',
    token:
      "QiniuAccessKey:s9E3P8t-gAHXELepBR1eLigf9vU=:eyJyb29tX25hbWUiOiJyb29tMSIsInVzZXJfaWQiOiJ1c2VyMSIsInBlcm0iOiJhZG1pbiIsImV4cGlyZV9hdCI6MTUwMDAwMDAwMH0=",
  },
  {
    version: 2,
    text: '{"room_name":"room1","user_id":"user1","perm":"user","expire_at":1500000000,"version":"2.0"}',
    token:
      "QiniuAccessKey:7eYYlnHYpylQonOLw_N3qqzu6XI=:eyJyb29tX25hbWUiOiJyb29tMSIsInVzZXJfaWQiOiJ1c2VyMSIsInBlcm0iOiJ1c2VyIiwiZXhwaXJlX2F0IjoxNTAwMDAwMDAwLCJ2ZXJzaW9uIjoiMi4wIn0=",
  },
])("signWithData() creates the token vector of version $version", ({ text, token }) => {
  expect(signWithData(credentials, text)).toBe(token);
});

test("roomToken() of version 2 is the vector with the version first", () => {
  const token = roomToken(credentials, { version: 2, roomName: "room1", ...admin });

  expect(token).toBe(
    "QiniuAccessKey:fYkdLiGhjDeYhp3OR332Ip8heoY=:eyJ2ZXJzaW9uIjoiMi4wIiwicm9vbV9uYW1lIjoicm9vbTEiLCJ1c2VyX2lkIjoidXNlcjEiLCJwZXJtIjoiYWRtaW4iLCJleHBpcmVfYXQiOjE1MDAwMDAwMDB9",
  );
});

test("roomToken() of version 3 is the vector", () => {
  const token = roomToken(credentials, { ...app, expiresAt: 1_500_000_000 });

  const text =
    '{"appId":"app1","roomName":"room1","userId":"user1","expireAt":1500000000,"permission":"user"}';
  const encoded = Buffer.from(text).toString("base64");
  expect(token).toBe(`QiniuAccessKey:3D5hCGgme8HpzN6oTLKEfYzp5rI=:${encoded}`);
});

test("roomToken() lets a user join for an hour by default, in version 2 for half an hour", () => {
  const three = roomToken(credentials, { ...app, now });
  const two = roomToken(credentials, { version: 2, roomName: "r", userId: "u", now });

  expect(openToken(three)).toEqual({ ...app, expireAt: 1_500_003_600, permission: "user" });
  expect(openToken(two)).toEqual({
    version: "2.0",
    room_name: "r",
    user_id: "u",
    perm: "user",
    expire_at: 1_500_001_800,
  });
});

test("room.token() has the names of the room, and the clock and keys of the client", () => {
  const rtc = new Rtc(credentials, { now });

  const three = rtc.app("app1").room("room1").token({ userId: "user1", permission: "admin" });
  const two = rtc.roomV2("room2").token({ userId: "user2", expiresAt: 1_600_000_000 });

  expect(openToken(three)).toEqual({ ...app, expireAt: 1_500_003_600, permission: "admin" });
  expect(openToken(two)).toMatchObject({ room_name: "room2", expire_at: 1_600_000_000 });
});

test("room.token() cannot name another room", () => {
  const others = { appId: "app2", roomName: "room2", version: 2 };
  const params = { ...others, userId: "user1", expiresAt: 1_500_000_000 };

  const token = new Rtc(credentials).app("app1").room("room1").token(params);

  expect(openToken(token)).toMatchObject({ appId: "app1", roomName: "room1" });
});

test("room.token() rejects an unknown option by name", () => {
  const rtc = new Rtc(credentials);
  const misspelt = { userId: "user1", permissions: "admin" } as never;

  for (const room of [rtc.app("app1").room("room1"), rtc.roomV2("room2")]) {
    expect(() => room.token(misspelt)).toThrow("argument permissions: is not one of the options");
  }
});

const roomPattern =
  "must match ^[a-zA-Z0-9_-]{3,64}$: 3 to 64 letters (a-z, A-Z), digits, underscores and hyphens";
const userPattern = roomPattern.replaceAll("64", "50");

test.each([
  { given: { roomName: "ab" }, problem: `roomName: ${roomPattern}; it has 2 characters` },
  {
    given: { roomName: "a".repeat(65) },
    problem: `roomName: ${roomPattern}; it has 65 characters`,
  },
  { given: { roomName: "my room" }, problem: `roomName: ${roomPattern}; it contains " "` },
  { given: { roomName: "room.1" }, problem: `roomName: ${roomPattern}; it contains "."` },
  { given: { roomName: "房间一" }, problem: `roomName: ${roomPattern}; it contains "房"` },
  { given: { roomName: "room😀" }, problem: `roomName: ${roomPattern}; it contains "😀"` },
  { given: { roomName: "room1\n" }, problem: `roomName: ${roomPattern}; it contains "\\n"` },
  { given: { roomName: "" }, problem: "roomName: must be a non-empty string, not an empty string" },
  { given: { roomName: 12345 }, problem: "roomName: must be a non-empty string, not 12345" },
  { given: { userId: "me" }, problem: `userId: ${userPattern}; it has 2 characters` },
  { given: { userId: "a".repeat(51) }, problem: `userId: ${userPattern}; it has 51 characters` },
  { given: { userId: "a@b.example" }, problem: `userId: ${userPattern}; it contains "@"` },
  { given: { userId: undefined }, problem: "userId: must be a non-empty string, not undefined" },
  { given: { appId: " " }, problem: "appId: must be a non-empty string, not a blank string" },
  { given: { permission: "owner" }, problem: "permission: must be one of admin, user" },
  { given: { permission: null }, problem: "permission: must be one of admin, user, not null" },
  { given: { expireAt: 1 }, problem: "expireAt: is not one of the options: version, appId" },
  { given: { perm: "admin" }, problem: "perm: is not one of the options: version, appId" },
  { given: { version: 1 }, problem: "version: must be 2 or 3" },
  { given: { version: "2.0" }, problem: "version: must be 2 or 3" },
  {
    given: { version: 2 },
    problem: "appId: must not be given in version 2: its rooms belong to no app",
  },
  {
    given: { expiresAt: 1_500_000_000_000 },
    problem: "expiresAt: must be in seconds: 1500000000000 is in milliseconds",
  },
  {
    given: { expiresAt: 1.5 },
    problem: "expiresAt: must be an integer number of Unix seconds, not 1.5",
  },
  { given: { now: 1 }, problem: "now: must be a function, not 1" },
  { given: { now: () => new Date(Number.NaN) }, problem: "now: must return a valid Date" },
])("roomToken() rejects $given", ({ given, problem }) => {
  const create = () => roomToken(credentials, { ...app, ...given } as never);

  expect(create).toThrow(InvalidArgumentError);
  expect(create).toThrow(`Invalid argument ${problem}`);
});

test.each([[undefined], [null], ["ak"], [{ accessKey: "ak", secretKey: "sk" }]])(
  "roomToken() rejects the credentials %j",
  (value) => {
    expect(() => roomToken(value as never, app)).toThrow(
      "Invalid argument credentials: must be an instance of Credentials",
    );
  },
);

test("roomToken() with keys that are asynchronous functions names resolve()", async () => {
  const later = new Credentials(
    async () => keys.accessKey,
    async () => keys.secretKey,
  );

  expect(() => roomToken(later, app)).toThrow(InvalidArgumentError);
  expect(openToken(roomToken(await later.resolve(), { ...app, now }))).toMatchObject(app);
});

test("roomToken() accepts exactly the names that match the patterns", () => {
  const name = fc.oneof(
    fc.stringMatching(/^[a-zA-Z0-9_-]{0,70}$/),
    fc.string({ unit: fc.constantFrom(..."aZ09_-", ".", " ", "é", "\n", "😀"), maxLength: 8 }),
  );
  const property = fc.property(name, name, (roomName, userId) => {
    const isRoom = /^[a-zA-Z0-9_-]{3,64}$/.test(roomName);
    const isUser = /^[a-zA-Z0-9_-]{3,50}$/.test(userId);
    const create = () => roomToken(credentials, { appId: "app1", roomName, userId, now });

    if (isRoom && isUser) expect(openToken(create())).toMatchObject({ roomName, userId });
    else expect(create).toThrow(isRoom ? "argument userId: " : "argument roomName: ");
  });

  fc.assert(property, propertyOptions(300));
});

test("roomToken() of version 2 contains any names", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((value) => value.trim() !== "");
  const property = fc.property(text, text, (roomName, userId) => {
    const token = roomToken(credentials, { version: 2, roomName, userId, now });

    expect(openToken(token)).toMatchObject({ room_name: roomName, user_id: userId });
  });

  fc.assert(property, propertyOptions(100));
});
