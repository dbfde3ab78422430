import { isPlainObject } from "../../../http/argument-checks.ts";
import { isEqualConstantTime } from "../../../http/constant-time.ts";
import { FlipPiliError } from "../../../http/errors.ts";
import { Credentials } from "../../../qiniu/credentials.ts";
import { toUnixSeconds } from "../../../qiniu/unix-seconds.ts";
import type { MockCredentials } from "../mock-api.ts";
import { createRoomState, type RtcContext } from "./rtc-state.ts";

/** What the check of a token needs. */
interface JoinOptions {
  /** Without them, the signature is not checked. */
  readonly credentials: MockCredentials | undefined;
  readonly now: Date;
}

/**
 * Lets the user of a room token join its room, as the media servers do. A room of an app need not exist.
 *
 * @throws {FlipPiliError} When the token is not valid, or the user may not join. The message tells why.
 */
export function joinRoom(token: string, context: RtcContext, options: JoinOptions): void {
  const fields = readToken(token, options);
  const { users, maxUsers } =
    fields["version"] === "2.0" ? findV2(fields, context) : find(fields, context);
  const userId = String(fields["version"] === "2.0" ? fields["user_id"] : fields["userId"]);
  if (maxUsers > 0 && users.size >= maxUsers && !users.has(userId)) {
    fail(`the room has its maximum of ${maxUsers} users`);
  }
  users.add(userId);
}

/** A room that a user can join. */
interface Joinable {
  readonly users: Set<string>;
  readonly maxUsers: number;
}

type TokenFields = Readonly<Record<string, unknown>>;

function find(fields: TokenFields, { apps }: RtcContext): Joinable {
  requireFields(fields, ["appId", "roomName", "userId", "permission"], "expireAt");
  requireMatch("roomName", fields, /^[a-zA-Z0-9_-]{3,64}$/);
  requireMatch("userId", fields, /^[a-zA-Z0-9_-]{3,50}$/);
  requireMatch("permission", fields, /^(admin|user)$/);
  const app = apps.get(String(fields["appId"]));
  if (app === undefined) return fail("there is no app with this appId");
  const name = String(fields["roomName"]);
  const room = app.rooms.get(name) ?? createRoomState(0);
  app.rooms.set(name, room);
  return { users: room.users, maxUsers: room.maxUsers || (app.data.maxUsers ?? 0) };
}

function findV2(fields: TokenFields, { roomsV2 }: RtcContext): Joinable {
  requireFields(fields, ["room_name", "user_id", "perm"], "expire_at");
  requireMatch("perm", fields, /^(admin|user)$/);
  return roomsV2.get(String(fields["room_name"])) ?? fail("there is no room with this room_name");
}

/** Returns the fields of a token whose signature and time are valid. */
function readToken(token: string, { credentials, now }: JoinOptions): TokenFields {
  const [accessKey, signature, encoded, ...rest] = String(token).split(":");
  if (!encoded || rest.length > 0) return fail("it must be <access key>:<signature>:<encoded>");
  if (credentials !== undefined) {
    if (accessKey !== credentials.accessKey) fail("the access key is another one");
    const keys = new Credentials(credentials.accessKey, credentials.secretKey);
    const isSigned = isEqualConstantTime(`${accessKey}:${signature}`, keys.sign(encoded));
    if (!isSigned) fail("the signature does not match the text after the second colon");
  }
  const fields = parse(Buffer.from(encoded, "base64url").toString());
  if (!isPlainObject(fields)) return fail("the text after the second colon is not JSON in base64");
  const expireAt = Number(fields["expireAt"] ?? fields["expire_at"]);
  if (expireAt <= toUnixSeconds(now)) fail(`it has expired at ${expireAt}`);
  return fields;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function requireFields(fields: TokenFields, texts: readonly string[], time: string): void {
  for (const name of texts) {
    if (typeof fields[name] !== "string" || fields[name] === "") fail(`${name} must be a text`);
  }
  if (!Number.isInteger(fields[time])) fail(`${time} must be an integer number of Unix seconds`);
}

function requireMatch(name: string, fields: TokenFields, pattern: RegExp): void {
  if (!pattern.test(String(fields[name]))) fail(`${name} must match ${pattern.source}`);
}

function fail(reason: string): never {
  throw new FlipPiliError(`The room token is not accepted: ${reason}`);
}
