import { fieldOf } from "../answer.ts";

/** How Flip refuses what it does not know. */
export const notFound: readonly number[] = [404];

/** How it refuses what it does not understand. */
export const badRequest: readonly number[] = [400];

/** Whether the work on a video or an encoding has come to an end, good or bad. */
export function isOver(body: unknown): boolean {
  return fieldOf(body, "status") !== "processing";
}

const width = 16;
const height = 16;
const frames = 25;

/**
 * Makes a film of one second: a grey picture that becomes lighter, uncompressed, as YUV4MPEG2. It is
 * 10 kB long, and every encoder can read it.
 */
export function makeFilm(name: string): File {
  const header = `YUV4MPEG2 W${width} H${height} F${frames}:1 Ip A1:1 C420jpeg\n`;
  const pictures = Array.from({ length: frames }, (_, frame) => ["FRAME\n", picture(frame * 8)]);
  return new File([header, ...pictures.flat()], `${name}.y4m`);
}

/** A byte for the brightness of each point, and two for the colour of each four. */
function picture(brightness: number): Uint8Array<ArrayBuffer> {
  const points = width * height;
  return new Uint8Array(points + points / 2).fill(128).fill(brightness, 0, points);
}
