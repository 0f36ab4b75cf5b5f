import { isPortFree } from "../../apps/worker/local/worker-process.ts";
import { withPort } from "./arguments.ts";

/**
 * Reads a port from the environment.
 *
 * @throws an Error when it is not a port, or in use.
 */
export async function readPort(setting: string, defaultPort: number): Promise<number> {
  const port = Number(process.env[setting] || defaultPort);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${setting} must be a port, 1 to 65535.`);
  if (await isPortFree(port)) return port;
  const other = port < 65_435 ? port + 100 : port - 100;
  throw new Error(`Port ${port} is in use. Choose another one: ${withPort(setting, other)}`);
}
