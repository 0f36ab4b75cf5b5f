// Prints badges. It knows neither Okta's key nor its token: it calls the okta-edge Worker, which gives it what its caller key may do.
interface Env {
  /** The okta-edge Worker. A call through the binding never leaves Cloudflare, and is not on the Internet. */
  readonly OKTA_EDGE: Fetcher;
  /** This Worker's caller key; in okta-edge's `CALLERS` it has the scope okta.users.read alone. */
  readonly OKTA_EDGE_KEY: string;
}

interface User {
  readonly status: string;
  readonly profile: { readonly firstName: string; readonly lastName: string; readonly department?: string };
}

export default {
  async fetch(request, env) {
    const login = /^\/badges\/([^/]+)\.svg$/.exec(new URL(request.url).pathname)?.[1];
    if (login === undefined) return new Response(null, { status: 404 });
    // A call through a binding is not resolved by host name. A Worker in local mode accepts loopback names only.
    const response = await env.OKTA_EDGE.fetch(`http://localhost/api/v1/users/${login}`, {
      headers: { authorization: `Bearer ${env.OKTA_EDGE_KEY}` },
    });
    if (!response.ok) return new Response(null, { status: response.status === 404 ? 404 : 502 });
    const { status, profile } = await response.json<User>();
    if (status !== "ACTIVE") return new Response("No badge for someone who is not active\n", { status: 403 });
    return new Response(badge(`${profile.firstName} ${profile.lastName}`, profile.department ?? ""), {
      headers: { "content-type": "image/svg+xml", "cache-control": "private, max-age=300" },
    });
  },
} satisfies ExportedHandler<Env>;

function badge(name: string, department: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="120" font-family="sans-serif">
  <rect width="320" height="120" rx="12" fill="#f4f4f5"/>
  <text x="20" y="58" font-size="26">${escapeXml(name)}</text>
  <text x="20" y="90" font-size="16" fill="#52525b">${escapeXml(department)}</text>
</svg>
`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
