import { jsonText } from "../http/json-text.ts";

/** Static assets of the deployment, as Cloudflare's binding serves them. */
interface Assets {
  fetch(request: Request): Promise<Response>;
}

/** What a page needs of the Worker. */
export interface PageHost {
  /** Undefined for a deployment without `assets`. */
  readonly assets: Assets | undefined;
  readonly version: string;
  /** Resolves with whether the Worker can serve its callers. */
  isReady(): Promise<boolean>;
}

/** The files of the pages. All other files are requested by their own paths. */
const PAGES: Readonly<Record<string, string>> = {
  "/": "/index.html",
  "/docs": "/docs.html",
  "/docs/errors": "/errors.html",
};

/** Addresses that people guess, and the page that they mean. */
const OTHER_ADDRESSES: Readonly<Record<string, string>> = { "/errors": "/docs/errors" };

/** A page loads its own files and calls this Worker. It loads and calls nothing else, and has no inline script or style. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Responds with a page or one of its files; at another form of its address, such as `/docs/` or `//Docs`, with its address. At `/`, programs receive the description of the Worker as JSON, and so does everyone in a
 * deployment without pages.
 *
 * @returns undefined if there is no such file.
 */
export async function answerPage(request: Request, host: PageHost): Promise<Response | undefined> {
  const { origin, pathname, search } = new URL(request.url);
  for (const address of addressesMeant(pathname)) {
    const isPage = address === "/" || (await readAsset(new Request(origin + address), host));
    if (isPage) return new Response(null, { status: 308, headers: { location: origin + address + search } });
  }
  const isHome = pathname === "/";
  const found =
    isHome && !prefersHtml(request.headers.get("accept") ?? "") ? undefined : await readAsset(request, host);
  const response = found ?? (isHome ? await describeWorker(origin, host) : undefined);
  if (isHome) response?.headers.set("vary", "accept");
  return response;
}

/** Returns the addresses that a path may mean, if it is not the usual form of one. */
function addressesMeant(path: string): readonly string[] {
  const usual = `/${readPath(path).split("/").filter(Boolean).join("/")}`;
  const lower = usual.toLowerCase();
  return [usual, OTHER_ADDRESSES[lower] ?? lower].filter((address) => address !== path);
}

/** Returns a path without percent-encoding, where it can be decoded. */
function readPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function readAsset({ url }: Request, { assets }: PageHost): Promise<Response | undefined> {
  const file = new URL(url);
  const page = PAGES[file.pathname];
  if (page) file.pathname = page;
  const asset = await assets?.fetch(new Request(file));
  if (asset?.status !== 200) return undefined;
  const headers = new Headers({ "content-type": asset.headers.get("content-type") ?? "application/octet-stream" });
  if (page) headers.set("content-security-policy", CONTENT_SECURITY_POLICY);
  return new Response(asset.body, { headers });
}

/** Reports whether a client would rather have HTML than JSON. A client that accepts anything is a program. */
function prefersHtml(accept: string): boolean {
  const ranges = accept
    .toLowerCase()
    .split(",")
    .map((range) => range.split(";").map((part) => part.trim()));
  const weigh = (type: string) => {
    const found = ranges.find(([name]) => name === type);
    return found ? Number(found.find((part) => part.startsWith("q="))?.slice(2) ?? 1) : 0;
  };
  return weigh("text/html") > weigh("application/json");
}

async function describeWorker(origin: string, { version, isReady }: PageHost): Promise<Response> {
  const description = {
    name: "okta-edge",
    description: "Forwards the requests of known callers to Okta's Management API.",
    version,
    ready: await isReady(),
    links: {
      documentation: `${origin}/docs`,
      llms: `${origin}/llms.txt`,
      openapi: `${origin}/openapi.json`,
      mcp: `${origin}/mcp`,
      whoami: `${origin}/whoami`,
      check: `${origin}/connections/default/check`,
      ready: `${origin}/ready`,
      health: `${origin}/health`,
    },
    example: `curl -H 'Authorization: Bearer YOUR_KEY' '${origin}/api/v1/users?limit=5'`,
  };
  return new Response(jsonText(description), { headers: { "content-type": "application/json" } });
}
