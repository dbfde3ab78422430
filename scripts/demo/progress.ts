import { Presets, SingleBar } from "cli-progress";
import { formatBytes } from "./print.ts";

/** Shows how much of a file has been sent: as a bar on a terminal, as one line elsewhere. */
export interface Progress {
  update(progress: { sent: number; total: number }): void;
  end(): void;
}

/** Creates the display. Nothing is shown before the first update. */
export function createProgress(): Progress {
  let sent = 0;
  const format = "  {bar} {percentage} %  {size}";
  const bar = new SingleBar({ format, hideCursor: true, barsize: 40 }, Presets.shades_classic);
  return {
    update(progress) {
      if (!bar.isActive) bar.start(progress.total, 0, { size: "" });
      sent = progress.sent;
      bar.update(sent, { size: formatBytes(sent) });
    },
    end() {
      bar.stop();
      if (!process.stderr.isTTY) console.log(`  sent ${formatBytes(sent)}`);
    },
  };
}
