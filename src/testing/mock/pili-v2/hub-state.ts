import type {
  GetDomainData,
  GetHubData,
  GetStreamData,
  operations,
} from "../../../pili-v2/index.ts";
import type { FindExample } from "../../spec/find-example.ts";
import { createKey } from "../qiniu/ids.ts";
import { disabledTill, type Publication } from "../qiniu/publishing.ts";

/** Finds an example of the spec of Pili v2. */
export type FindPiliV2Example = FindExample<operations>;

/** A stream in the mock. Its title is its key. */
export interface StreamState extends Publication {
  /** Fields that depend neither on the time nor on the hub. */
  readonly data: Omit<GetStreamData, "disabledTill" | "publishSecurity" | "publishKey">;
}

/** A domain in the mock. */
export type DomainState = GetDomainData & { readonly domain: string; readonly type: string };

/** A hub in the mock. */
export interface HubState {
  readonly name: string;
  settings: Omit<GetHubData, "hubName" | "domains">;
  publishKey: string;
  /** By key, oldest first. */
  readonly streams: Map<string, StreamState>;
  /** By name. */
  readonly domains: Map<string, DomainState>;
}

/** Returns a stream as in a response. */
export function toStream(hub: HubState, stream: StreamState, now: Date): GetStreamData {
  const { settings, publishKey } = hub;
  const { publishSecurity = "expiry_sk" } = settings;
  return { ...stream.data, disabledTill: disabledTill(stream, now), publishSecurity, publishKey };
}

/** Returns a hub as in a response. */
export function toHub({ name, settings, domains }: HubState): GetHubData {
  const listed = [...domains.values()].map(({ type, domain, cname = "" }) => ({
    ...{ type, domain, cname },
  }));
  return { hubName: name, ...settings, domains: listed };
}

/** The hubs of a mock. */
export class Hubs {
  readonly #findExample: FindPiliV2Example;
  readonly #hubs = new Map<string, HubState>();
  /** Whether any name is a hub. */
  readonly #isOpen: boolean;

  /**
   * Starts with the hubs of the spec's examples. The first of them has the streams and domains.
   *
   * @param only - Name of the only hub, which has them instead. Without it, any name is a hub.
   */
  constructor(findExample: FindPiliV2Example, only: string | undefined) {
    this.#findExample = findExample;
    this.#isOpen = only === undefined;
    const { items } = findExample("listHubs");
    const names = only === undefined ? (items ?? []).map(({ name }) => name) : [only];
    for (const [index, name] of names.entries()) this.#add(name, index === 0);
  }

  find(name: string): HubState | undefined {
    return this.#hubs.get(name) ?? (this.#isOpen ? this.#add(name, false) : undefined);
  }

  get names(): string[] {
    return [...this.#hubs.keys()];
  }

  /** Returns whether any hub has a domain. */
  hasDomain(domain: string): boolean {
    return [...this.#hubs.values()].some(({ domains }) => domains.has(domain));
  }

  #add(name: string, isFilled: boolean): HubState {
    const { hubName: _, domains: __, ...settings } = this.#findExample("getHub");
    const { publishKey = createKey() } = this.#findExample("getStream", 200, "disabled");
    const streams = new Map<string, StreamState>();
    const domains = new Map<string, DomainState>();
    const hub: HubState = { name, settings, publishKey, streams, domains };
    if (isFilled) this.#fill(hub);
    this.#hubs.set(name, hub);
    return hub;
  }

  #fill({ streams, domains }: HubState): void {
    for (const stream of exampleStreams(this.#findExample)) streams.set(stream.title, stream);
    for (const domain of exampleDomains(this.#findExample)) domains.set(domain.domain, domain);
  }
}

/** Returns the streams of the spec's list, the oldest first. One of them has the spec's recordings. */
function exampleStreams(findExample: FindPiliV2Example): StreamState[] {
  const pages = ["firstPage", "lastPage"].map((name) => findExample("listStreams", 200, name));
  const {
    disabledTill: _,
    publishSecurity: __,
    publishKey: ___,
    ...data
  } = findExample("getStream");
  const { items: activities } = findExample("listHistoryActivity");
  const [recorded] = pages.flatMap(({ items }) => items ?? []);
  return pages
    .flatMap(({ items }) => items ?? [])
    .map(({ key }) => {
      // Activities start with the newest.
      const pushes = key === recorded?.key ? (activities ?? []).toReversed() : [];
      return { title: key, data, allowedFromMs: 0, pushes };
    });
}

function exampleDomains(findExample: FindPiliV2Example): DomainState[] {
  const settings = ["signedHls", "publishing"].map((name) => findExample("getDomain", 200, name));
  const all = [...settings, ...(findExample("getHub").domains ?? [])];
  return all.flatMap(({ domain, type, ...others }) =>
    domain === undefined || type === undefined ? [] : [{ ...others, domain, type }],
  );
}
