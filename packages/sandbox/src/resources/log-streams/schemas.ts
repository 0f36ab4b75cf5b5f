import { type Access, gate } from "../../api/gate.ts";
import type { Operation } from "../../api/operation.ts";
import { isObject } from "../../api/request-body.ts";
import { notFound } from "../../org/okta-error.ts";

/** What a setting of a log stream must be, in JSON Schema. */
interface SettingSchema {
  readonly title: string;
  readonly description: string;
  readonly type: "string";
  /** Whether it stays what it was when the stream was made. */
  readonly writeOnce: boolean;
  readonly pattern?: string;
  readonly oneOf?: readonly { readonly title: string; readonly const: string }[];
}

/** The services that the System Log can be sent to, with their settings. */
interface StreamType {
  readonly title: string;
  readonly settings: Readonly<Record<string, SettingSchema>>;
  /** What is said of a value that does not fit its pattern. */
  readonly errors: Readonly<Record<string, string>>;
}

const REGIONS: Readonly<Record<string, string>> = {
  "us-east-2": "US East (Ohio)",
  "us-east-1": "US East (N. Virginia)",
  "us-west-1": "US West (N. California)",
  "us-west-2": "US West (Oregon)",
  "ca-central-1": "Canada (Central)",
  "eu-central-1": "Europe (Frankfurt)",
  "eu-west-1": "Europe (Ireland)",
  "eu-west-2": "Europe (London)",
  "eu-west-3": "Europe (Paris)",
  "eu-south-1": "Europe (Milan)",
  "eu-north-1": "Europe (Stockholm)",
};

const TYPES: Readonly<Record<string, StreamType>> = {
  aws_eventbridge: {
    title: "AWS EventBridge",
    settings: {
      accountId: {
        title: "AWS Account ID",
        description: "Your Amazon AWS Account ID.",
        type: "string",
        writeOnce: true,
        pattern: "^\\d{12}$",
      },
      eventSourceName: {
        title: "AWS Event Source Name",
        description: "An alphanumeric name (no spaces) to identify this event source in AWS EventBridge.",
        type: "string",
        writeOnce: true,
        pattern: "^[\\.\\-_A-Za-z0-9]{1,75}$",
      },
      region: {
        title: "AWS Region",
        description: "The destination AWS region for your system log events.",
        type: "string",
        writeOnce: true,
        oneOf: Object.entries(REGIONS).map(([name, title]) => ({ title, const: name })),
      },
    },
    errors: {
      accountId: "Account number must be 12 digits.",
      eventSourceName:
        'Event source name can use numbers, letters, the symbols ".", "-" or "_". It must use fewer than 76 characters.',
    },
  },
  splunk_cloud_logstreaming: {
    title: "Splunk Cloud",
    settings: {
      host: {
        title: "Host",
        description:
          "The domain for your Splunk Cloud instance without http or https. For example: acme.splunkcloud.com",
        type: "string",
        writeOnce: false,
        pattern: "^([a-z0-9]+(-[a-z0-9]+)*){1,100}\\.splunkcloud(gc|fed)?\\.com$",
      },
      token: {
        title: "HEC Token",
        description: "The token from your Splunk Cloud HTTP Event Collector (HEC).",
        type: "string",
        writeOnce: false,
        pattern: "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
      },
    },
    errors: { host: "Host should be a domain without http or https. For example: acme.splunkcloud.com" },
  },
};

/** The types of log streams. */
export const STREAM_TYPES: readonly string[] = Object.keys(TYPES);

/** Finds what is wrong with the settings of a stream. Those that are fixed are compared with what they were. */
export function faultsOf(type: string, sent: unknown, before?: unknown): readonly string[] {
  const { settings = {}, errors = {} } = TYPES[type] ?? {};
  const values = isObject(sent) ? sent : {};
  return Object.entries(settings).flatMap(([name, { pattern, oneOf, writeOnce }]) => {
    const value = values[name];
    const known = isObject(before) ? before[name] : undefined;
    // A secret is never returned, so it need not be sent back.
    if (value === undefined && before !== undefined && known === undefined) return [];
    if (typeof value !== "string" || value === "") return [`settings.${name}: The field cannot be left blank`];
    if (writeOnce && known !== undefined && known !== value) return [`settings.${name}: The field cannot be changed`];
    const fits = (!pattern || new RegExp(pattern).test(value)) && (!oneOf || oneOf.some((one) => one.const === value));
    return fits ? [] : [`settings.${name}: ${errors[name] ?? "The field has an invalid value"}`];
  });
}

const NAME = {
  title: "Name",
  description: "A name for this log stream in Okta",
  type: "string",
  writeOnce: false,
  pattern: "^.{1,100}$",
};

const PATH = "/api/v1/meta/schemas/logStream";
const ACCESS: Access = { scope: "okta.logStreams", resource: "org", bucket: "meta" };

function showSchema(type: string, orgUrl: string): Record<string, unknown> {
  const { title, settings, errors } = TYPES[type] ?? ({} as StreamType);
  const self = `${orgUrl}${PATH}/${type}`;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: self,
    title,
    type: "object",
    properties: {
      settings: {
        description: `Configuration properties specific to ${title}`,
        type: "object",
        properties: settings,
        required: Object.keys(settings),
        errorMessage: { properties: errors },
      },
      name: NAME,
    },
    required: ["name", "settings"],
    errorMessage: { properties: { name: "Name can't exceed 100 characters." } },
    _links: { self: { href: self, hints: { allow: ["GET"] } } },
  };
}

/** The operations on the schemas that log streams are made by. */
export const schemaOperations: readonly Operation[] = [
  {
    ...gate(ACCESS, "read"),
    method: "GET",
    path: PATH,
    handle: ({ org }) => Response.json(STREAM_TYPES.map((type) => showSchema(type, org.orgUrl))),
  },
  {
    ...gate(ACCESS, "read"),
    method: "GET",
    path: `${PATH}/{logStreamType}`,
    handle({ org, params }) {
      const { logStreamType: type = "" } = params;
      if (!STREAM_TYPES.includes(type)) throw notFound(type, "LogStreamSchema");
      return Response.json(showSchema(type, org.orgUrl));
    },
  },
];
