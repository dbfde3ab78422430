import { requireBoolean } from "./argument-checks.ts";
import { InvalidArgumentError } from "./errors.ts";

/** Option of constructors that take a secret key. */
export interface BrowserOption {
  /**
   * Whether the secret key may be used in a browser, where everyone who opens the page can read it. Test
   * environments such as jsdom count as browsers.
   *
   * @default false
   */
  dangerouslyAllowBrowser?: boolean | undefined;
}

/**
 * Checks that a secret key is not used in a browser.
 *
 * @throws {InvalidArgumentError} When it is, and `dangerouslyAllowBrowser` is not `true`.
 */
export function requireNoBrowser({ dangerouslyAllowBrowser }: BrowserOption): void {
  if (requireBoolean("dangerouslyAllowBrowser", dangerouslyAllowBrowser) || !isBrowser()) return;
  throw new InvalidArgumentError(
    "dangerouslyAllowBrowser",
    "must be true to use a secret key in a browser, where everyone who opens the page can read it: " +
      "sign on your server instead. jsdom and happy-dom count as browsers: set the option in such a " +
      "test, or run it in the environment node",
  );
}

/** Globals that tell runtimes apart. */
interface PlatformGlobals {
  readonly window?: { readonly document?: unknown } | undefined;
  readonly WorkerGlobalScope?: unknown;
  readonly Deno?: unknown;
  readonly Bun?: unknown;
  readonly EdgeRuntime?: unknown;
  /** In Cloudflare Workers. Their `navigator` depends on the compatibility date. */
  readonly WebSocketPair?: unknown;
}

/** Returns whether the code runs in a page or in a web worker of a browser. */
export function isBrowser(): boolean {
  const scope = globalThis as PlatformGlobals;
  if (scope.window?.document === undefined && scope.WorkerGlobalScope === undefined) return false;
  // These servers have globals of web workers.
  const { Deno, Bun, EdgeRuntime, WebSocketPair } = scope;
  return [Deno, Bun, EdgeRuntime, WebSocketPair].every((name) => name === undefined);
}
