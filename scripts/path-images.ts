// Draws docs/images/path-light.svg and path-dark.svg: the path of a call, for README.md. With --check it only reports what is out of date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const FOLDER = new URL("../docs/images/", import.meta.url);

interface Colors {
  readonly text: string;
  readonly quiet: string;
  readonly box: string;
  readonly line: string;
  readonly accent: string;
  readonly inner: string;
}

const SCHEMES: Readonly<Record<string, Colors>> = {
  light: { text: "#1d2129", quiet: "#5b6472", box: "#ffffff", line: "#c5cad3", accent: "#1a56db", inner: "#f1f5ff" },
  dark: { text: "#e6e9ef", quiet: "#a2abba", box: "#161a21", line: "#3a4250", accent: "#7aa7ff", inner: "#1b2333" },
};

const CALLERS = ["Moveworks, n8n, Tines, …", "Okta's SDKs, Terraform", "Claude and other agents", "curl, your code"];
const STEPS = [
  ["who calls, and may it?", "key, scopes, rules"],
  ["client assertion", "signed with the private key"],
  ["access token", "DPoP-bound, cached encrypted"],
  ["call, retry, audit line", "Okta's path and response"],
] as const;

const isCheck = process.argv.includes("--check");
const stale: string[] = [];
mkdirSync(FOLDER, { recursive: true });
for (const [scheme, colors] of Object.entries(SCHEMES)) {
  const file = new URL(`path-${scheme}.svg`, FOLDER);
  const drawn = draw(colors);
  if (existsSync(file) && readFileSync(file, "utf8") === drawn) continue;
  stale.push(file.pathname);
  if (!isCheck) writeFileSync(file, drawn);
}
if (isCheck && stale.length > 0) {
  console.error(`Out of date: ${stale.join(", ")}. Run npm run generate.`);
  process.exitCode = 1;
}

function draw({ text, quiet, box, line, accent, inner }: Colors): string {
  const callers = CALLERS.map((caller, index) => {
    const y = 40 + index * 52;
    return `<rect x="8" y="${y}" width="196" height="40" rx="6" fill="${box}" stroke="${line}"/><text x="106" y="${y + 25}" text-anchor="middle">${caller}</text><path d="M204 ${y + 20}C250 ${y + 20} 250 138 292 138" fill="none" stroke="${line}" stroke-width="1.5"/>`;
  });
  const steps = STEPS.map(([name, detail], index) => {
    const y = 52 + index * 50;
    return `<rect x="312" y="${y}" width="256" height="42" rx="5" fill="${inner}"/><circle cx="332" cy="${y + 21}" r="10" fill="${accent}"/><text class="digit" x="332" y="${y + 25}" text-anchor="middle" fill="${box}">${index + 1}</text><text x="352" y="${y + 18}">${name}</text><text class="detail" x="352" y="${y + 34}" fill="${quiet}">${detail}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 276" width="860" height="276" role="img" aria-labelledby="title description">
<title id="title">The path of a call</title>
<desc id="description">Platforms, SDKs, agents and your own code send a request with a caller's key to the okta-edge Worker. The Worker checks who calls and what it may do, signs a client assertion with the private key, gets an access token that is bound to a DPoP key, calls Okta, and returns Okta's response. The private key and the token stay in the Worker.</desc>
<style>
text { font: 14px system-ui, "Segoe UI", Roboto, sans-serif; fill: ${text} }
.detail, .note { font-size: 12px; fill: ${quiet} }
.digit { font-size: 12px; font-weight: 700; fill: ${box} }
.name { font-weight: 600 }
</style>
<text class="note" x="106" y="26" text-anchor="middle">a caller's key, Okta's paths</text>
${callers.join("\n")}
<path d="M284 133l9 5-9 5z" fill="${line}"/>
<rect x="294" y="12" width="292" height="252" rx="8" fill="${box}" stroke="${accent}" stroke-width="1.5"/>
<text class="name" x="440" y="38" text-anchor="middle">okta-edge, on Cloudflare Workers</text>
${steps.join("\n")}
<path d="M586 138h112" stroke="${line}" stroke-width="1.5"/><path d="M696 133l9 5-9 5z" fill="${line}"/>
<text class="note" x="645" y="126" text-anchor="middle">DPoP token</text><text class="note" x="645" y="158" text-anchor="middle">no private key</text>
<rect x="706" y="88" width="146" height="100" rx="8" fill="${box}" stroke="${line}"/>
<text class="name" x="779" y="132" text-anchor="middle">Your Okta org</text><text class="detail" x="779" y="154" text-anchor="middle" fill="${quiet}">Management API</text>
</svg>
`;
}
