import { generateKeyPairSync } from "node:crypto";
import { benchCallers, keyHashOf } from "./callers.ts";
import { type Kv, startKv } from "./kv.ts";
import { readPeer } from "./peers.ts";
import { startUpstream, type Upstream } from "./start-upstream.ts";
import { bundleWorker } from "./worker-bundle.ts";
import { startWorkerd, type Workerd, type WorkerModule } from "./workerd.ts";

/** What a bench of the Worker runs in: an org, a KV namespace, and workerd processes before it. */
export interface Lab extends AsyncDisposable {
  readonly upstream: Upstream;
  /** Starts a peer of lab/peers. */
  startPeer(name: string): Promise<Workerd>;
  /** Starts okta-edge, or an earlier one of another checkout. */
  startGateway(options?: GatewayOptions): Promise<Workerd>;
}

/** How okta-edge is started. */
export interface GatewayOptions {
  /** Settings beside those of one connection and one caller. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly dpop?: "never" | "always";
  /** The checkout whose Worker it is. Default: this one. */
  readonly checkout?: string | undefined;
  /** Further flags of workerd. */
  readonly flags?: readonly string[];
}

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

const bundles = new Map<string, Promise<readonly WorkerModule[]>>();

/** Bundles a Worker once in this process. */
function knownBundle(checkout?: string): Promise<readonly WorkerModule[]> {
  const known = bundles.get(checkout ?? "") ?? bundleWorker(checkout);
  bundles.set(checkout ?? "", known);
  return known;
}

/** Starts the org and the KV namespace. */
export async function openLab(): Promise<Lab> {
  const stack = new AsyncDisposableStack();
  const upstream = stack.use(await startUpstream());
  const kv: Kv = stack.use(await startKv());
  return {
    upstream,
    async startPeer(name) {
      const settings = { OKTA_ORG_URL: upstream.origin, KEY_HASH: keyHashOf(0) };
      return stack.use(await startWorkerd({ modules: await readPeer(name), settings }));
    },
    async startGateway({ settings = {}, dpop = "never", checkout, flags } = {}) {
      const all = {
        OKTA_ORG_URL: upstream.origin,
        OKTA_CLIENT_ID: "0oa1bench",
        OKTA_PRIVATE_KEY: privateKey,
        OKTA_KEY_ID: "bench",
        OKTA_SCOPES: "okta.users.read okta.groups.read okta.logs.read",
        OKTA_DPOP: dpop,
        CALLERS: JSON.stringify(benchCallers(1)),
        ...settings,
      };
      return stack.use(
        await startWorkerd({ modules: await knownBundle(checkout), settings: all, kv: kv.address }, flags),
      );
    },
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  };
}
