const width = 16;
const height = 16;
const frameCount = 25;

/**
 * Creates a video file of one second: a gray frame that becomes lighter, uncompressed, as YUV4MPEG2. It
 * has 10 kB, and every encoder can read it.
 */
export function createVideoFile(name: string): File {
  const header = `YUV4MPEG2 W${width} H${height} F${frameCount}:1 Ip A1:1 C420jpeg\n`;
  const frames = Array.from({ length: frameCount }, (_, index) => ["FRAME\n", frameOf(index * 8)]);
  return new File([header, ...frames.flat()], `${name}.y4m`);
}

/** Returns a frame: a byte per pixel for its brightness, and two per four pixels for their color. */
function frameOf(brightness: number): Uint8Array<ArrayBuffer> {
  const pixels = width * height;
  return new Uint8Array(pixels + pixels / 2).fill(128).fill(brightness, 0, pixels);
}
