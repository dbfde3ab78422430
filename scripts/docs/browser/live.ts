import { canonicalPath, canonicalQuery, signature, stringToSign } from "flip-pili/flip";
import {
  Credentials,
  hlsLiveUrls,
  hlsPlaybackUrls,
  httpFlvLiveUrls,
  stringToSign as piliStringToSign,
  rtmpLiveUrls,
  rtmpPublishUrl,
} from "flip-pili/pili";

/** Values of form fields, or of outputs, by name. */
type Values = Readonly<Record<string, string>>;

/**
 * Computes the outputs of an interactive example from its form, now and on every input.
 *
 * When the library throws, the example shows the error message and no outputs.
 */
function setUpExample(name: string, compute: (fields: Values) => Values): void {
  const example = document.querySelector<HTMLElement>(`[data-live="${name}"]`);
  const form = example?.querySelector("form");
  if (!example || !form) return;
  const update = () => {
    const fields = Object.fromEntries(
      [...new FormData(form)].map(([field, value]) => [field, String(value)]),
    );
    const { values, message } = tryCompute(compute, fields);
    for (const output of example.querySelectorAll("output")) {
      output.value = values[output.getAttribute("name") ?? ""] ?? "";
    }
    const alert = example.querySelector("[role=alert]");
    if (alert) alert.textContent = message;
    const { publishSecurity = "" } = fields;
    showFieldsFor(example, publishSecurity);
  };
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  update();
}

function tryCompute(compute: (fields: Values) => Values, fields: Values) {
  try {
    return { values: compute(fields), message: "" };
  } catch (error) {
    return {
      values: {} as Values,
      message: error instanceof Error ? error.message : String(error),
    };
  }
}

/** Shows the elements for the selected option, and hides those for other options. */
function showFieldsFor(example: HTMLElement, option: string): void {
  for (const element of example.querySelectorAll<HTMLElement>("[data-for]")) {
    const options = (element.getAttribute("data-for") ?? "").split(" ");
    element.hidden = !options.includes(option);
  }
}

const nestedName = /^([^[\]]+)\[([^[\]]+)\]$/;

/** Computes each stage of the signature of a Flip request. */
function computeFlipSignature(fields: Values): Values {
  const { method = "", host = "", path = "", secretKey = "", params: lines = "" } = fields;
  const params = { ...readParams(lines), ...readAccount(fields) };
  const query = canonicalQuery(params);
  const text = stringToSign({ method, host, path, params });
  const signed = signature(secretKey, text);
  const completeQuery = canonicalQuery({ ...params, signature: signed });
  return {
    query,
    text,
    signature: signed,
    url: `${method} https://${host.toLowerCase()}/v3.0${canonicalPath(path)}?${completeQuery}`,
  };
}

function readAccount({ accessKey, factoryId, timestamp }: Values): Values {
  return {
    access_key: accessKey ?? "",
    ...(factoryId && { factory_id: factoryId }),
    timestamp: timestamp ?? "",
  };
}

/** Reads `name=value` and `name[field]=value`, line by line. */
function readParams(text: string): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const line of text.split("\n").filter((entry) => entry.trim() !== "")) {
    const [name = "", ...rest] = line.split("=");
    const value = rest.join("=");
    const [, key, field] = nestedName.exec(name) ?? [];
    if (key === undefined || field === undefined) params[name] = value;
    else params[key] = { ...Object(params[key]), [field]: value };
  }
  return params;
}

/** Creates credentials from the form: example keys that stay in the page. */
function createCredentials(accessKey: string, secretKey: string): Credentials {
  return new Credentials(accessKey, secretKey, { dangerouslyAllowBrowser: true });
}

/** Computes each stage of the signature of a Pili request. */
function computePiliSignature(fields: Values): Values {
  const { method = "", url = "", accessKey = "", secretKey = "", contentType, body } = fields;
  const request = {
    method,
    url,
    contentType: contentType || undefined,
    body: body || undefined,
  };
  return {
    text: piliStringToSign(request),
    header: `Authorization: ${createCredentials(accessKey, secretKey).authorization(request)}`,
  };
}

/** Computes the URLs of a stream, and the text that the token of its publish URL signs. */
function computePiliUrls(fields: Values): Values {
  const { hub = "", title = "", publishKey = "", publishSecurity = "" } = fields;
  const { publishHost = "", liveHost = "", accessKey = "", secretKey = "" } = fields;
  const { nonce, expiresAt, start, end } = fields;
  const data = {
    hub,
    title,
    publishKey,
    publishSecurity,
    hosts: {
      publish: { rtmp: publishHost },
      live: { rtmp: liveHost, hls: liveHost, hdl: liveHost },
      playback: { hls: liveHost },
    },
  };
  const needsCredentials = publishSecurity === "expiry_sk";
  const publish = rtmpPublishUrl(data, {
    nonce: toNumber(nonce),
    expiresAt: toNumber(expiresAt),
    ...(needsCredentials && { credentials: createCredentials(accessKey, secretKey) }),
  });
  const play = [rtmpLiveUrls, hlsLiveUrls, httpFlvLiveUrls].map(
    (createUrls) => createUrls(data).ORIGIN,
  );
  return {
    publish,
    signed: publish.replace(`rtmp://${publishHost}`, "").replace(/&token=.*/, ""),
    play: play.join("\n"),
    playback: hlsPlaybackUrls(data, toNumber(start), toNumber(end)).ORIGIN,
  };
}

/** Returns `NaN` for text that is not a number: the library rejects it with an error message. */
function toNumber(text: string | undefined): number {
  return /^\d+$/.test(text ?? "") ? Number(text) : Number.NaN;
}

setUpExample("flip-signature", computeFlipSignature);
setUpExample("pili-signature", computePiliSignature);
setUpExample("pili-urls", computePiliUrls);
