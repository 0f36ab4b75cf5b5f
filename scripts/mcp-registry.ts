// Writes into server.json what the MCP registry knows the server by: the name that its owner may publish, and the repository. Without them, the
// registry accepts no server.json: a release adds them, as it adds the address of the repository to each manifest.
// Usage: node scripts/mcp-registry.ts <owner>/<repository>
import { readFileSync, writeFileSync } from "node:fs";

const FILE = new URL("../server.json", import.meta.url);

const [, owner, repository] = /^([\w.-]+)\/([\w.-]+)$/.exec(process.argv[2] ?? "") ?? [];
if (owner === undefined) {
  console.error("Usage: node scripts/mcp-registry.ts <owner>/<repository>, for example my-company/okta-edge");
  process.exit(2);
}
const server = Object.assign({ $schema: "", name: "" }, JSON.parse(readFileSync(FILE, "utf8")), {
  name: `io.github.${owner}/okta-edge`,
  repository: { url: `https://github.com/${owner}/${repository}`, source: "github", subfolder: "apps/worker" },
});
writeFileSync(FILE, `${JSON.stringify(server, undefined, 2)}\n`);
