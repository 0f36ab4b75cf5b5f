import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onInterrupt } from "../terminal/interrupt.ts";

/**
 * Runs work with secrets in a file that only this user can read: arguments and variables are visible to others. The file is JSON,
 * because wrangler expands `$` in its other format. It is removed when the work ends, fails, or is interrupted.
 *
 * @param work - receives the file's path, and the path of its folder, which is removed with it.
 */
export async function withSecretFile<Result>(
  secrets: object,
  work: (file: string, folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "okta-edge-secrets-"));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const stopListening = onInterrupt(remove);
  try {
    chmodSync(folder, 0o700);
    const file = join(folder, "secrets.json");
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600, flag: "wx" });
    return await work(file, folder);
  } finally {
    remove();
    stopListening();
  }
}
