const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Reports whether a request names a loopback address as its host: 127.0.0.0/8, localhost or [::1], with any port. A page that reached
 * this machine by DNS rebinding sends its own host name.
 */
export function isForLoopback(request: Request): boolean {
  const { host } = new URL(request.url);
  return LOOPBACK.test(host) && LOOPBACK.test(request.headers.get("host") ?? host);
}
