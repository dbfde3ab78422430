import {
  type CreateDomainBody,
  createDomain,
  getHub,
  listDomains,
  type SetHubPersistenceBody,
  type SetHubSecurityBody,
  setHubHlsPlus,
  setHubPersistence,
  setHubSecurity,
  setHubSnapshotInterval,
  setVodDomain,
} from "../../generated/pili-v2/endpoints.ts";
import type { components } from "../../generated/pili-v2/schema.ts";
import {
  requireHost,
  requireInteger,
  requireKind,
  requireObject,
  requireOneOf,
  requireText,
  requireThat,
} from "../http/argument-checks.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { isSuccessData, reportsNoError } from "../qiniu/is-success-data.ts";
import { Domain } from "./domain.ts";
import type { HubScope } from "./hub-scope.ts";

/** A hub and its settings. */
export type HubInfo = components["schemas"]["Hub"];

/** A domain as it appears in lists. */
export type ListedDomain = components["schemas"]["ListedDomain"];

/** Purpose of a new domain: publishing over RTMP, or viewing over RTMP, HLS or HTTP-FLV. */
export type DomainType = CreateDomainBody["type"];

const domainTypes: readonly DomainType[] = ["publishRtmp", "liveRtmp", "liveHls", "liveHdl"];

const scopes = /* @__PURE__ */ createHidden<HubScope>();

/** Settings and domains of a hub. */
export abstract class HubSettings {
  /** Name of the hub. */
  readonly name: string;

  /** @internal */
  constructor(scope: HubScope) {
    this.name = scope.hub;
    scopes.set(this, scope);
  }

  /**
   * Retrieves the settings and domains of the hub.
   *
   * @throws {HttpError} When there is no such hub, or the service rejects the request.
   */
  async info(options: RequestOptions = {}): Promise<HubInfo> {
    const { client, hub } = scopes.of(this);
    const data = await unwrap(getHub(client, { path: { hub }, ...options }), isSuccessData);
    // Whether the service sends the name is not known.
    return { ...data, hubName: hub };
  }

  /**
   * Sets how publishing to all streams of the hub is authorized.
   *
   * @param security - `publishSecurity` (`expiry`, `expiry_sk` or `static`) and the `publishKey`, which is
   *   always required.
   * @throws {InvalidArgumentError} When a text is blank.
   * @throws {HttpError} When the service rejects the request.
   */
  async setSecurity(security: SetHubSecurityBody, options: RequestOptions = {}): Promise<void> {
    const { client, hub } = scopes.of(this);
    const { publishSecurity, publishKey } = requireObject("security", security);
    requireOneOf("publishSecurity", publishSecurity, ["expiry", "expiry_sk", "static"]);
    requireText("publishKey", publishKey);
    await unwrap(
      setHubSecurity(client, { path: { hub }, body: security, ...options }),
      reportsNoError,
    );
  }

  /**
   * Enables or disables HLS of low latency.
   *
   * @throws {InvalidArgumentError} When the argument is not a boolean.
   * @throws {HttpError} When the service rejects the request.
   */
  async setHlsPlus(hlsPlus: boolean, options: RequestOptions = {}): Promise<void> {
    const { client, hub } = scopes.of(this);
    requireKind(typeof hlsPlus === "boolean", "hlsPlus", hlsPlus, "a boolean");
    await unwrap(
      setHubHlsPlus(client, { path: { hub }, body: { hlsPlus }, ...options }),
      reportsNoError,
    );
  }

  /**
   * Sets the bucket that recordings are stored in, and after how many days they are deleted.
   *
   * @throws {InvalidArgumentError} When the bucket is blank, or the number of days is 0.
   * @throws {HttpError} When the service rejects the request.
   */
  async setPersistence(
    persistence: SetHubPersistenceBody,
    options: RequestOptions = {},
  ): Promise<void> {
    const { client, hub } = scopes.of(this);
    const { storageBucket, liveDataExpireDays } = requireObject("persistence", persistence);
    requireText("storageBucket", storageBucket);
    const isValid = Number.isSafeInteger(liveDataExpireDays) && liveDataExpireDays !== 0;
    requireThat(isValid, "liveDataExpireDays", "must be an integer other than 0");
    await unwrap(
      setHubPersistence(client, { path: { hub }, body: persistence, ...options }),
      reportsNoError,
    );
  }

  /**
   * Sets how often a picture of each live stream is stored.
   *
   * @param snapshotInterval - Seconds between two pictures.
   * @throws {InvalidArgumentError} When the interval is 0, or is not an integer.
   * @throws {HttpError} When the service rejects the request.
   */
  async setSnapshotInterval(snapshotInterval: number, options: RequestOptions = {}): Promise<void> {
    const { client, hub } = scopes.of(this);
    requireInteger("snapshotInterval", snapshotInterval, 1, Number.MAX_SAFE_INTEGER);
    const body = { snapshotInterval };
    await unwrap(
      setHubSnapshotInterval(client, { path: { hub }, body, ...options }),
      reportsNoError,
    );
  }

  /**
   * Lists the domains of the hub.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async domains(options: RequestOptions = {}): Promise<ListedDomain[]> {
    const { client, hub } = scopes.of(this);
    const response = listDomains(client, { path: { hub }, ...options });
    return (await unwrap(response, isDomainList)).domains ?? [];
  }

  /**
   * Returns a domain of the hub without sending a request.
   *
   * @throws {InvalidArgumentError} When the name is not a host name.
   */
  domain(name: string): Domain {
    return new Domain(scopes.of(this), requireHost("domain", name));
  }

  /**
   * Adds a domain to the hub.
   *
   * @param name - Domain of the customer: `live.example.com`.
   * @param type - What the domain is for.
   * @throws {InvalidArgumentError} When the name is not a host name, or the type is not known.
   * @throws {HttpError} When the domain is in use, or the service rejects the request.
   */
  async createDomain(
    name: string,
    type: DomainType,
    options: RequestOptions = {},
  ): Promise<Domain> {
    const { client, hub } = scopes.of(this);
    const domain = this.domain(name);
    const body = { domain: domain.name, type: requireOneOf("type", type, domainTypes) };
    await unwrap(createDomain(client, { path: { hub }, body, ...options }), reportsNoError);
    return domain;
  }

  /**
   * Sets the domain for viewing recordings.
   *
   * @throws {InvalidArgumentError} When the domain is not a host name.
   * @throws {HttpError} When the service rejects the request.
   */
  async setVodDomain(domain: string, options: RequestOptions = {}): Promise<void> {
    const { client, hub } = scopes.of(this);
    const body = { vodDomain: requireHost("domain", domain) };
    await unwrap(setVodDomain(client, { path: { hub }, body, ...options }), reportsNoError);
  }
}

function isDomainList(data: unknown): boolean {
  return isSuccessData(data) && Array.isArray((data as { domains?: unknown }).domains ?? []);
}
