import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";

/** Describes the machine in a sentence. */
export function describeMachine(workerd: string): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `${date}: ${cpus().length} cores (${cpu?.model.trim() || "model unknown"}), ${memory} GiB of memory, ${type()} ${release()}, Node.js ${process.version}, workerd ${workerd}, load average ${loadavg()[0]?.toFixed(1)} at the start.`;
}

/** Reads the version of a package from its package.json. */
export function versionOf(packageJson: URL | string): string {
  return String(JSON.parse(readFileSync(packageJson, "utf8")).version);
}
