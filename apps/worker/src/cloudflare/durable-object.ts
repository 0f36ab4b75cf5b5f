/** The base class of Durable Objects. */
export { DurableObject } from "cloudflare:workers";
