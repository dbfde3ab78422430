import * as rtc from "flip-pili/rtc";
import { equal, expectStatus } from "./expectations.js";

const fields =
  '{"appId":"app1","roomName":"room1","userId":"user1","expireAt":1500000000,"permission":"user"}';

/** Checks of RTC. */
export const rtcChecks = {
  async rtcRooms(config) {
    const { accessKey, secretKey } = config.credentials;
    const credentials = new rtc.Credentials(accessKey, secretKey, config.clientOptions);
    const app = await new rtc.Rtc(credentials, config.rtc).createApp({ title: "some app" });
    const room = await app.createRoom({ roomName: "room1" });
    const listed = [];
    for await (const { name } of app.rooms()) listed.push(name);
    equal(listed.join(), "room1", "the rooms of the app");
    equal((await room.users()).length, 0, "the number of users");
    const client = rtc.createRtcClient(credentials, config.rtc);
    await expectStatus(rtc.getApp(client, { path: { appId: "missing" } }), 612, config);
  },

  async rtcToken(config) {
    const keys = ["QiniuAccessKey", "QiniuSecretKey"];
    const credentials = new rtc.Credentials(...keys, config.clientOptions);
    const names = { appId: "app1", roomName: "room1", userId: "user1" };
    const token = rtc.roomToken(credentials, { ...names, expiresAt: 1_500_000_000 });
    const documented = `QiniuAccessKey:3D5hCGgme8HpzN6oTLKEfYzp5rI=:${btoa(fields)}`;
    equal(token, documented, "the token of a room");
  },
};
