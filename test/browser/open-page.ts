import { type Browser, chromium, type Page } from "playwright-core";
import { onTestFinished } from "vitest";

const { CHROMIUM: executablePath = "/usr/bin/chromium" } = process.env;

const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser of the system, with a new profile. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args });
}

/** A page and the observed errors and requests. */
export interface ObservedPage {
  readonly page: Page;
  /** Errors in the console, and uncaught errors. */
  readonly errors: string[];
  /** Hosts that the page has sent requests to. */
  readonly hosts: Set<string>;
}

/** Opens a page in a new context, which is closed when the test finishes. */
export async function openPage(browser: Browser, url: string): Promise<ObservedPage> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const errors: string[] = [];
  const hosts = new Set<string>();
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("request", (request) => hosts.add(new URL(request.url()).hostname));
  await page.goto(url);
  return { page, errors, hosts };
}

/** Waits until the upload has ended, and returns the outcome that the page shows. */
export async function readOutcome(page: Page): Promise<string> {
  await page.waitForFunction(
    () => /uploaded|error/i.test(document.querySelector("output")?.value ?? ""),
    undefined,
    { timeout: 45_000 },
  );
  return page.locator("output").innerText();
}

/** Returns all values of the progress bar since the page was loaded, from 0 to 1. */
export function readProgress(page: Page): Promise<number[]> {
  return page.evaluate(
    () => (globalThis as unknown as { progressValues: number[] }).progressValues,
  );
}
