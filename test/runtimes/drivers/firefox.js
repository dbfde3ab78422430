import { createRequire } from "node:module";
import process from "node:process";

// Usage: node firefox.js FOLDER EXECUTABLE URL CONFIG
// Runs the checks in a page of Firefox, with the puppeteer-core of the folder, over WebDriver BiDi.
const [folder, executablePath, url, config] = process.argv.slice(2);
const puppeteer = createRequire(`${folder}/`)("puppeteer-core");

const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
try {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => "runChecks" in globalThis);
  const checks = await page.evaluate((given) => globalThis.runChecks(given), JSON.parse(config));
  const version = (await browser.version()).replace(/^\D+/, "");
  process.stdout.write(`\n${JSON.stringify({ version, checks })}\n`);
} finally {
  await browser.close();
}
