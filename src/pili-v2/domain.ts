import {
  deleteDomain,
  getDomain,
  setDomainCertificate,
  setDomainUrlRewrite,
} from "../../generated/pili-v2/endpoints.ts";
import type { components } from "../../generated/pili-v2/schema.ts";
import { isPlainObject, requireItems, requireText } from "../http/argument-checks.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap, unwrapDeletion } from "../http/unwrap.ts";
import { isSuccessData, reportsNoError } from "../qiniu/is-success-data.ts";
import type { HubScope } from "./hub-scope.ts";

/** A domain and its settings. `playSecurity` contains secret keys. */
export type DomainInfo = components["schemas"]["Domain"];

/** Rule that rewrites URLs: a pattern and its replacement. */
export type UrlRewriteRule = components["schemas"]["UrlRewriteRule"];

const scopes = /* @__PURE__ */ createHidden<HubScope>();

/** Domain of a hub for publishing or viewing. Creating one sends no request. */
export class Domain {
  /** The domain: `live.example.com`. */
  readonly name: string;

  /** @internal */
  constructor(scope: HubScope, name: string) {
    this.name = name;
    scopes.set(this, scope);
  }

  /**
   * Retrieves the settings of the domain.
   *
   * @throws {HttpError} When the hub has no such domain, or the service rejects the request.
   */
  async info(options: RequestOptions = {}): Promise<DomainInfo> {
    return unwrap(getDomain(...callOf(this, options)), isSuccessData);
  }

  /**
   * Sets the certificate for HTTPS.
   *
   * @param certName - Name of a certificate of the account.
   * @throws {InvalidArgumentError} When the name is blank.
   * @throws {HttpError} When the service rejects the request.
   */
  async setCertificate(certName: string, options: RequestOptions = {}): Promise<void> {
    const body = { certName: requireText("certName", certName) };
    const [client, settings] = callOf(this, options);
    await unwrap(setDomainCertificate(client, { ...settings, body }), reportsNoError);
  }

  /**
   * Sets the rules that rewrite URLs, which replace the previous ones.
   *
   * @throws {InvalidArgumentError} When the rules are not an array of patterns and replacements.
   * @throws {HttpError} When the service rejects the request.
   */
  async setUrlRewrite(
    rules: readonly UrlRewriteRule[],
    options: RequestOptions = {},
  ): Promise<void> {
    const form = { array: "an array of rules", item: "must have a pattern and a replacement" };
    const body = { rules: [...requireItems("rules", rules, isRule, form)] };
    const [client, settings] = callOf(this, options);
    await unwrap(setDomainUrlRewrite(client, { ...settings, body }), reportsNoError);
  }

  /**
   * Removes the domain from the hub.
   *
   * @throws {HttpError} When the hub has no such domain, or the service rejects the request.
   */
  async delete(options: RequestOptions = {}): Promise<void> {
    await unwrapDeletion(deleteDomain(...callOf(this, options)), reportsNoError);
  }
}

function isRule(rule: unknown): boolean {
  if (!isPlainObject(rule)) return false;
  const { pattern, replace } = rule as { pattern?: unknown; replace?: unknown };
  return typeof pattern === "string" && pattern !== "" && typeof replace === "string";
}

type DomainCall = [
  client: HubScope["client"],
  options: RequestOptions & { path: { hub: string; domain: string } },
];

function callOf(domain: Domain, options: RequestOptions): DomainCall {
  const { client, hub } = scopes.of(domain);
  return [client, { path: { hub, domain: domain.name }, ...options }];
}
