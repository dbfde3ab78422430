import { Presets, SingleBar } from "cli-progress";
import type { UploadProgress } from "../../flip/index.ts";
import { formatDuration, formatSize } from "../format.ts";
import type { Output } from "../terminal.ts";

/** Shows the progress of an upload. */
interface ProgressDisplay {
  update(progress: UploadProgress): void;
  /** Ends the display. The last progress stays visible. */
  end(): void;
}

/** Creates a progress bar on a terminal. Elsewhere each tenth of the file is a line. */
export function createProgressDisplay(output: Output): ProgressDisplay {
  return output.isTTY ? createBar(output) : createLines(output);
}

function createBar(stream: Output): ProgressDisplay {
  const format = "{bar} {percentage} %  {size}  {speed}  {left}";
  // The type requires a terminal stream, but the bar only writes to it.
  const options = { format, hideCursor: true, barsize: 30, stream: stream as NodeJS.WriteStream };
  const bar = new SingleBar(options, Presets.shades_classic);
  return {
    update(progress) {
      const values = describeProgress(progress);
      // The first frame shows what an earlier call has sent.
      if (!bar.isActive) bar.start(progress.total, progress.sent, values);
      bar.update(progress.sent, values);
    },
    end() {
      bar.stop();
    },
  };
}

function createLines(output: Output): ProgressDisplay {
  let lastTenth = -1;
  return {
    update(progress) {
      const tenth = Math.floor((10 * progress.sent) / progress.total);
      if (tenth <= lastTenth) return;
      lastTenth = tenth;
      const { size, speed, left } = describeProgress(progress);
      output.write(`${[`${10 * tenth} %`, size, speed, left].filter(Boolean).join(", ")}\n`);
    },
    end() {},
  };
}

/** Describes the progress of one or several files in words. */
export function describeProgress({
  sent,
  total,
  speed,
  secondsLeft,
}: Omit<UploadProgress, "confirmed">): { size: string; speed: string; left: string } {
  const isKnown = speed > 0 && secondsLeft !== undefined && sent < total;
  return {
    size: `${formatSize(sent)} of ${formatSize(total)}`,
    speed: speed > 0 ? `${formatSize(speed)}/s` : "",
    left: isKnown ? `${formatDuration(secondsLeft)} left` : "",
  };
}
