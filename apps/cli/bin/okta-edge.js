#!/usr/bin/env node
// Committed as JavaScript: package managers link the command at install time, before the build.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 12)) {
  process.stderr.write(`okta-edge needs Node 20.12 or newer. This is Node ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  const { main } = await import("../dist/main.js");
  await main(process.argv.slice(2));
}
