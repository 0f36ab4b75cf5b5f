import { readFile } from "node:fs/promises";

/**
 * Reads the URL of a deployed Worker from the file that wrangler writes for programs: a custom domain before workers.dev.
 *
 * @returns undefined when the Worker has routes only, or no address at all.
 */
export async function readDeployedUrl(outputFile: string): Promise<string | undefined> {
  const text = await readFile(outputFile, "utf8").catch(() => "");
  const targets = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter((entry) => entry.type === "deploy" && Array.isArray(entry.targets))
    .flatMap((entry) => entry.targets.map(String));
  const domain = targets.map((target) => /^([\w.-]+) \(custom domain/.exec(target)?.[1]).find(Boolean);
  return domain ? `https://${domain}` : targets.find((target) => target.startsWith("https://"));
}
