import type {
  CreateDomainBody,
  SetDomainCertificateBody,
  SetDomainUrlRewriteBody,
  SetVodDomainBody,
} from "../../../pili-v2/index.ts";
import { done, rejection } from "../qiniu/handler.ts";
import { type PiliV2Handler, withDomain, withHub } from "./handler.ts";
import type { DomainState } from "./hub-state.ts";
import { change } from "./hubs.ts";

const domainPattern = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

const invalidDomain = rejection(400, "invalid domain");

/** The spelling is that of the service. */
const domainConflict = rejection(400, "domain confict");

export const listDomains: PiliV2Handler = withHub(({ domains }) => ({
  status: 200,
  body: { domains: [...domains.values()].map(toListed) },
}));

function toListed({ type, domain, cname = "", certEnable = false, certName = "" }: DomainState) {
  return { type, domain, cname, certEnable, certName };
}

export const getDomain: PiliV2Handler = withDomain(({ domain }) => ({
  status: 200,
  body: domain,
}));

/** Adds a domain, which no hub must have. */
export const createDomain: PiliV2Handler = withHub(({ domains }, { body }, { hubs }) => {
  const { domain, type } = body.json as CreateDomainBody;
  if (!domainPattern.test(domain)) return invalidDomain;
  if (hubs.hasDomain(domain)) return domainConflict;
  const settings = { certEnable: false, certName: "", disconnectDelay: 0, disable: false };
  domains.set(domain, { type, domain, cname: `${domain}.qiniudns.com`, ...settings });
  return done;
});

export const deleteDomain: PiliV2Handler = withDomain(({ hub, domain }) => {
  hub.domains.delete(domain.domain);
  return done;
});

export const setVodDomain: PiliV2Handler = withHub((hub, { body }, _context, now) => {
  const { vodDomain } = body.json as SetVodDomainBody;
  return domainPattern.test(vodDomain) ? change(hub, { vodDomain }, now) : invalidDomain;
});

export const setDomainCertificate: PiliV2Handler = withDomain(({ hub, domain }, { body }) => {
  const { certName } = body.json as SetDomainCertificateBody;
  hub.domains.set(domain.domain, { ...domain, certEnable: true, certName });
  return done;
});

export const setDomainUrlRewrite: PiliV2Handler = withDomain(({ hub, domain }, { body }) => {
  const { rules } = body.json as SetDomainUrlRewriteBody;
  hub.domains.set(domain.domain, { ...domain, urlRewrite: { rules } });
  return done;
});
