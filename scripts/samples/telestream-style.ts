import { Code, printLiteral } from "./literal.ts";
import type { ObjectCalls } from "./objects/object-call.ts";
import { type ExampleCall, ExampleFile } from "./read-call.ts";
import type { ApiStyle, Program } from "./sample.ts";
import { writeUploadCurl, writeUploadFetch } from "./write-upload.ts";

/** What differs between the generations of Flip. */
interface FlipGeneration {
  /** Name of the API and of its entry point. */
  readonly api: string;
  readonly objects: ObjectCalls;
  /** Lines of the options that contain the keys. */
  readonly keys: string;
  /** Writes a call that needs the keys. */
  readonly writeCurl: (call: ExampleCall) => string;
}

const factoryId = '  factoryId: "your-factory-id",\n';

/** Creates the style of calls to a generation of Flip. */
export function createTelestreamStyle(generation: FlipGeneration): ApiStyle {
  const { api, objects, keys, writeCurl } = generation;
  return {
    api,
    objects,
    declareObjects(code) {
      const lines = [
        `const tc = new TelestreamCloud({\n${keys}});`,
        'const flip = tc.getResource("flip");',
        ...(/\bfactory\.(?!id|details|save|name)/.test(code) && !code.includes("const factory ")
          ? ['const factory = await flip.factories.find("your-factory-id");']
          : []),
      ];
      return { imports: ["TelestreamCloud"], code: lines.join("\n") };
    },
    declareClient: () => ({
      imports: ["createFlipClient"],
      code: `const client = createFlipClient({\n${keys}${factoryId}});`,
    }),
    writeRaw: (call) => (call.isSigned ? writeRawCall(call, keys) : writeUploadFetch(call)),
    writeCurl: (call) => (call.isSigned ? writeCurl(call) : writeUploadCurl(call)),
  };
}

function writeRawCall(call: ExampleCall, keys: string): Program {
  const { method, path } = call;
  const start = `await tc.${method.toLowerCase()}(${JSON.stringify(path)}`;
  const params = paramsOf(call);
  const argument =
    Object.keys(params).length === 0
      ? ""
      : `, ${printLiteral(params, `const result = ${start}, `.length)}`;
  const [declare, show] = call.hasJsonResponse
    ? ["const result = ", "console.log(result);"]
    : ["", 'console.log("done");'];
  return {
    imports: ["TelestreamCloud"],
    code: [
      `const tc = new TelestreamCloud({\n${keys}${factoryId}});`,
      "",
      `${declare}${start}${argument});`,
      show,
    ].join("\n"),
  };
}

/** Returns the parameters of a raw call, which are sent in the body if there is one. */
function paramsOf({ pathParams, query, body }: ExampleCall): object {
  const sent = Object.entries(Object(body?.value ?? query)).map(([name, value]) => [
    name,
    value instanceof ExampleFile ? new Code(`"/path/to/${value.name}"`) : value,
  ]);
  return { ...pathParams, ...Object.fromEntries(sent) };
}
