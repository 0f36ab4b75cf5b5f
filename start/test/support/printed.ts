import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Returns the URLs in a text, without those of curl commands. */
export function urlsIn(output: string): readonly string[] {
  return [...output.matchAll(/^ {5}\S.*? {2}(http:\/\/\S+)$/gm)].map(([, url = ""]) => url);
}

/** Returns the curl commands in a text. */
export function curlCommandsIn(output: string): readonly string[] {
  return [...output.matchAll(/curl .*$/gm)].map(([command]) => command);
}

/** Runs a curl command as a shell does, and returns the status and the body of the response. */
export async function runCurl(command: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const { stdout } = await promisify(execFile)("sh", ["-c", `${command} --silent --write-out '\\n%{http_code}'`]);
  const end = stdout.lastIndexOf("\n");
  return { status: Number(stdout.slice(end + 1)), body: JSON.parse(stdout.slice(0, end)) };
}
