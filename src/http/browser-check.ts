import { requireBoolean, requireThat } from "./argument-checks.ts";

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
 * Checks the option {@link BrowserOption.dangerouslyAllowBrowser}.
 *
 * @throws {InvalidArgumentError} When it is not `true`, and the code runs in a browser.
 */
export function requireNoBrowser(name: string, isAllowed: boolean | undefined): void {
  requireThat(
    requireBoolean(name, isAllowed) === true || !isBrowser(),
    name,
    "must be true to use a secret key in a browser, where everyone can read it (or in jsdom)",
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
  const browser = scope.window?.document ?? scope.WorkerGlobalScope;
  // These servers have globals of web workers.
  const server = scope.Deno ?? scope.Bun ?? scope.EdgeRuntime ?? scope.WebSocketPair;
  return browser !== undefined && server === undefined;
}
