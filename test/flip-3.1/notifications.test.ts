import {
  createNotificationHandler,
  type NotificationEvent,
  parseNotification,
} from "flip-pili/flip-3.1";
import { expect, test } from "vitest";
import { connect, openFactory } from "../helpers/flip-3.1-server.ts";

const table = {
  "GET /videos/v.json": { id: "v", status: "success", duration: 14 },
  "GET /videos/v/encodings.json": {
    encodings: [{ id: "e", status: "success" }],
    page: 1,
    per_page: 100,
    total: 1,
  },
  "GET /encodings/e.json": { id: "e", status: "success", duration: 14 },
};

/** Posts a notification. */
function requestOf(body: string): Request {
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  return new Request("http://localhost/secret", { method: "POST", headers, body });
}

test.each([
  "event=video-created&video_id=v&encoding_ids[0]=e",
  "event=video-encoded&video_id=v&encoding_ids[0]=e",
  "event=encoding-progress&encoding_id=e&progress=50",
  "event=encoding-complete&encoding_id=e",
  "event=encoding-completed&encoding_id=e",
])("createNotificationHandler() retrieves the objects of %s", async (body) => {
  const { factory } = await openFactory(table);
  const events: NotificationEvent[] = [];
  const errors: unknown[] = [];
  const handler = createNotificationHandler({
    factory,
    secretPath: "/secret",
    onEvent: (event) => void events.push(event),
    onError: (error) => void errors.push(error),
  });

  const response = await handler(requestOf(body));
  await handler.close();

  expect(response.status).toBe(200);
  expect(errors).toEqual([]);
  const [event] = events as [NotificationEvent];
  expect(event.notification).toEqual(parseNotification(body));
  const object = "video" in event ? event.video : event.encoding;
  expect(object.duration).toBe(14);
  if (event.type === "video-encoded") expect(event.encodings.map(String)).toEqual(["Encoding e"]);
});

test("createNotificationHandler() finds the factory of a client", async () => {
  const { server } = await openFactory(table);
  const events: NotificationEvent[] = [];
  const handler = createNotificationHandler({
    factory: connect(server, { factoryId: "f" }),
    onEvent: (event) => void events.push(event),
  });

  await handler(requestOf("event=encoding-complete&encoding_id=e"));
  await handler.close();

  expect(events.map(({ type }) => type)).toEqual(["encoding-complete"]);
  expect(() => createNotificationHandler({ factory: connect(server), onEvent: () => {} })).toThrow(
    expect.objectContaining({ argument: "factory.factoryId" }),
  );
});
