import * as flip from "flip-pili/flip-3.1";
import { equal, failureOf } from "./expectations.js";

const fileSize = 300_000;

/** Checks of Flip 3.1. */
export const flip31Checks = {
  async flip31Videos(config) {
    const factory = await firstFactory(config);
    const videos = await factory.videos.all();
    equal(videos.length > 0, true, "the list has videos");
    const found = await factory.videos.find(videos[0].id);
    equal(found.id, videos[0].id, "the id of the video");
    const source_url = "http://files.com/my video.mp4";
    const created = await factory.videos.create({ source_url, profiles: "h264" });
    equal(created.status, "processing", "the status of the video");
    const client = flip.createFlipClient(optionsOf(config));
    const { status, data } = await flip.listFactories(client);
    equal(status, 200, "the status of a call");
    equal(data.factories.length > 0, true, "the list has factories");
  },

  async flip31Key(config) {
    const cloud = new flip.TelestreamCloud({ ...optionsOf(config), apiKey: "wrong-key" });
    const error = await failureOf(cloud.getResource("flip").factories.all());
    equal([error.name, error.status].join(), "HttpError,401", `the error ${error}`);
    equal(error instanceof flip.FlipPiliError, true, `"instanceof FlipPiliError" of ${error}`);
  },

  async flip31Upload(config) {
    const factory = await firstFactory(config);
    const file = new File([new Uint8Array(fileSize).fill(1)], "movie.mp4");
    const subtitles = new Blob([new Uint8Array(1000).fill(2)]);
    const session = await factory.uploadSession(file, {
      retryMs: 50,
      extraFiles: { subtitles },
    });
    const video = await session.start();
    equal(session.status, "uploaded", "the status of the session");
    equal(typeof video.id, "string", "the id of the video");
  },
};

function optionsOf({ apiKey, clientOptions, flip31 }) {
  return { apiKey, ...clientOptions, ...flip31 };
}

async function firstFactory(config) {
  const cloud = new flip.TelestreamCloud(optionsOf(config));
  const [factory] = await cloud.getResource("flip").factories.all();
  return factory;
}
