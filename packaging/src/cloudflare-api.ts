import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Cloudflare's code for a Worker that does not exist. */
const NO_SUCH_SCRIPT = 10007;
/** Cloudflare's code for a version that should inherit a binding that the last version does not have. */
const INVALID_INHERIT_BINDING = 10057;

const NO_SUCH_ROUTE = 7003;

/** Shows that the assets of a version are uploaded: a JWT whose claims are `{}`. */
const ASSETS_TOKEN = "e30.e30.e30";

const ACCOUNT = "0123456789abcdef0123456789abcdef";

/** A Worker of the account. */
export interface UploadedWorker {
  /** Its versions, the newest first. A secret that is put or deleted makes a new one. */
  readonly versions: readonly WorkerVersion[];
  /** The version that serves requests. */
  readonly deployed: WorkerVersion;
  /** Whether it is reachable on workers.dev, and its versions by preview URLs. */
  readonly subdomain: { readonly enabled: boolean; readonly previews_enabled: boolean };
  readonly schedules: readonly unknown[];
}

/** A version with its bindings by name. `inherit` is resolved to the binding of the version before. */
export interface WorkerVersion {
  readonly id: string;
  readonly bindings: ReadonlyMap<string, Binding>;
}

/** Stands in for the part of Cloudflare's API that wrangler calls to deploy, to set secrets, to roll back and to delete. */
export interface CloudflareApi {
  /** The variables that make wrangler call it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly workers: ReadonlyMap<string, UploadedWorker>;
  /** The paths of the static assets that were uploaded for each Worker. */
  readonly assets: ReadonlyMap<string, readonly string[]>;
  /** The KV namespaces. */
  readonly namespaces: readonly { readonly id: string; readonly title: string }[];
  close(): Promise<void>;
}

interface Binding {
  readonly name: string;
  readonly type: string;
  /** The value of a secret or a variable. */
  readonly text?: string;
}

/** Starts a {@link CloudflareApi} for one account without Workers. It rejects what Cloudflare rejects of a required secret. */
export async function serveCloudflareApi(): Promise<CloudflareApi> {
  const workers = new Map<string, UploadedWorker>();
  const namespaces: { id: string; title: string }[] = [];
  const assets = new Map<string, readonly string[]>();

  /** Adds a version, and deploys it unless it is only uploaded. */
  function addVersion(name: string, bindings: WorkerVersion["bindings"], isDeployed: boolean): WorkerVersion {
    const { versions, ...worker } = workers.get(name) ?? {
      versions: [],
      subdomain: { enabled: false, previews_enabled: false },
      schedules: [],
    };
    const version = { id: randomUUID(), bindings };
    workers.set(name, {
      deployed: version,
      ...worker,
      ...(isDeployed && { deployed: version }),
      versions: [version, ...versions],
    });
    return version;
  }

  /** Uploads a version; secrets of the version before are kept. */
  async function upload(name: string, request: IncomingMessage, body: Buffer, isDeployed: boolean): Promise<Reply> {
    const uploaded = await readUpload(request, body);
    const before = workers.get(name)?.versions[0]?.bindings ?? new Map<string, Binding>();
    const missing = uploaded.filter((binding) => binding.type === "inherit" && !before.has(binding.name));
    if (missing.length > 0) {
      const reasons = missing.map((binding) => `inherit binding '${binding.name}' is invalid: it does not exist`);
      return failure(400, INVALID_INHERIT_BINDING, reasons.join("; "));
    }
    const secrets = [...before.values()].filter(({ type }) => type === "secret_text");
    const resolved = uploaded.map(
      (binding) => (binding.type === "inherit" ? before.get(binding.name) : binding) ?? binding,
    );
    const bindings = new Map([...secrets, ...resolved].map((binding) => [binding.name, binding]));
    const version = addVersion(name, bindings, isDeployed);
    return success({ ...describe(version), deployment_id: version.id, startup_time_ms: 5 });
  }

  async function handle(request: IncomingMessage): Promise<Reply> {
    const { method } = request;
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://api.example");
    const path = pathname.replace(`/client/v4/accounts/${ACCOUNT}`, "");
    const body = await read(request);
    const json = () => JSON.parse(body.toString());
    const [, name = "", rest = ""] = /^\/workers\/(?:scripts|services|workers)\/([^/]+)(\/.*)?$/.exec(path) ?? [];
    const worker = workers.get(name);
    const change = (changes: Partial<UploadedWorker>) => worker && workers.set(name, { ...worker, ...changes });

    if (path === "/workers/subdomain") return success({ subdomain: "example" });
    if (path === "/storage/kv/namespaces") {
      if (method === "POST") namespaces.push({ id: randomUUID().replaceAll("-", ""), title: json().title });
      if (method === "POST") return success(namespaces.at(-1));
      return success(Number(searchParams.get("page") ?? 1) > 1 ? [] : namespaces);
    }
    if (path.startsWith("/storage/kv/namespaces/") && method === "DELETE") {
      namespaces.splice(
        namespaces.findIndex(({ id }) => path.endsWith(id)),
        1,
      );
      return success(null);
    }
    if (rest === "/assets-upload-session" && method === "POST") {
      const hashes = Object.values<{ readonly hash: string }>(json().manifest).map(({ hash }) => hash);
      assets.set(name, Object.keys(json().manifest));
      return success({ jwt: ASSETS_TOKEN, buckets: [hashes] });
    }
    if (path === "/workers/assets/upload") return { ...success({ jwt: ASSETS_TOKEN }), status: 201 };
    if (path === "/workers/durable_objects/namespaces" || path.startsWith("/workers/tails/")) return success([]);
    if (name !== "" && rest === "" && method === "PUT") return upload(name, request, body, true);
    if (!worker) return failure(404, NO_SUCH_SCRIPT, "This Worker does not exist on your account.");

    const { deployed, versions, subdomain } = worker;
    switch (`${method} ${rest.replace(/[\w-]{36}$/, "{id}")}`) {
      case "GET ":
        return success({ default_environment: { environment: "production", script: {} }, subdomain });
      case "DELETE ":
        workers.delete(name);
        return success(null);
      // Whether other Workers or resources refer to it.
      case "GET /references":
        return success({});
      case "POST /subdomain":
        change({ subdomain: json() });
        return success(json());
      case "PUT /schedules":
        change({ schedules: json() });
        return success({ schedules: json() });
      case "GET /settings":
        return success({ bindings: [...deployed.bindings.values()] });
      case "PATCH /script-settings":
        return success({});
      case "GET /secrets":
        return success([...deployed.bindings.values()].filter(({ type }) => type === "secret_text"));
      case "PUT /secrets":
        addVersion(name, new Map([...deployed.bindings, [json().name, json()]]), true);
        return success({ name: json().name, type: json().type });
      case "POST /versions":
        return upload(name, request, body, false);
      case "GET /versions":
        return success({ items: versions.map(describe) });
      case "GET /versions/{id}":
        return success(versions.map(describe).find(({ id }) => rest.endsWith(id)));
      case "GET /deployments":
        return success({ deployments: [describeDeployment(deployed)] });
      case "POST /deployments": {
        const chosen = versions.find(({ id }) => id === json().versions[0].version_id);
        if (chosen) change({ deployed: chosen });
        return success(describeDeployment(chosen ?? deployed));
      }
      default:
        return failure(404, NO_SUCH_ROUTE, `No route for ${method} ${path}`);
    }
  }

  const server = createServer((request, response) => {
    handle(request)
      .catch((error: unknown) => failure(500, 1, String(error)))
      .then((reply) => send(response, reply));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    variables: {
      CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}/client/v4`,
      CLOUDFLARE_API_TOKEN: "an-api-token",
      CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
    },
    workers,
    assets,
    namespaces,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const MADE = {
  has_preview: false,
  created_on: "2026-11-01T00:00:00.000000Z",
  source: "wrangler",
  author_email: "ada@example.com",
};

function describe({ id, bindings }: WorkerVersion) {
  const resources = { script: { etag: id, handlers: ["fetch", "scheduled"] }, bindings: [...bindings.values()] };
  return { id, number: 1, metadata: MADE, annotations: {}, resources };
}

function describeDeployment({ id }: WorkerVersion) {
  return { id, ...MADE, strategy: "percentage", annotations: {}, versions: [{ version_id: id, percentage: 100 }] };
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

function success(result: unknown): Reply {
  return { status: 200, body: { success: true, errors: [], messages: [], result } };
}

function failure(status: number, code: number, message: string): Reply {
  return { status, body: { success: false, errors: [{ code, message }], messages: [], result: null } };
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The bindings of an uploaded version: they are in the part `metadata`. */
async function readUpload(request: IncomingMessage, body: Buffer): Promise<Binding[]> {
  const headers = { "content-type": request.headers["content-type"] ?? "" };
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  const metadata = form.get("metadata");
  return JSON.parse(typeof metadata === "string" ? metadata : await (metadata as Blob).text()).bindings;
}
