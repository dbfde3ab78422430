import { Presets, SingleBar } from "cli-progress";
import type { UploadProgress } from "../../flip/index.ts";
import { formatDuration, formatSize } from "../format.ts";
import type { Output } from "../terminal.ts";

/** Shows how far an upload is. */
export interface ProgressDisplay {
  update(progress: UploadProgress): void;
  /** Leaves the last progress on the screen. */
  end(): void;
}

/** A bar on a terminal; elsewhere a line for each tenth of the file. */
export function createProgressDisplay(output: Output): ProgressDisplay {
  return output.isTTY ? createBar(output) : createLines(output);
}

function createBar(stream: Output): ProgressDisplay {
  const format = "{bar} {percentage} %  {size}  {speed}  {left}";
  // Its type asks for a stream of the terminal; all it does is write.
  const options = { format, hideCursor: true, barsize: 30, stream: stream as NodeJS.WriteStream };
  const bar = new SingleBar(options, Presets.shades_classic);
  return {
    update(progress) {
      const texts = describeProgress(progress);
      if (!bar.isActive) bar.start(progress.total, 0, texts);
      bar.update(progress.sent, texts);
    },
    end() {
      bar.stop();
    },
  };
}

function createLines(output: Output): ProgressDisplay {
  let shown = -1;
  return {
    update(progress) {
      const tenth = Math.floor((10 * progress.sent) / progress.total);
      if (tenth <= shown) return;
      shown = tenth;
      const { size, speed, left } = describeProgress(progress);
      output.write(`${[`${10 * tenth} %`, size, speed, left].filter(Boolean).join(", ")}\n`);
    },
    end() {},
  };
}

function describeProgress({ sent, total, speed, secondsLeft }: UploadProgress) {
  const isKnown = speed > 0 && secondsLeft !== undefined && sent < total;
  return {
    size: `${formatSize(sent)} of ${formatSize(total)}`,
    speed: speed > 0 ? `${formatSize(speed)}/s` : "",
    left: isKnown ? `${formatDuration(secondsLeft)} left` : "",
  };
}
