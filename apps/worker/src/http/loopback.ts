const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;
/** The same in a URL that the runtime has normalized. */
const LOOPBACK_URL = /^https?:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?(\/|$)/i;

/**
 * Reports whether a request names a loopback address as its host: 127.0.0.0/8, localhost or [::1], with any port. A page that reached
 * this machine by DNS rebinding sends its own host name.
 */
export function isForLoopback(request: Request): boolean {
  if (!LOOPBACK_URL.test(request.url)) return false;
  const host = request.headers.get("host");
  return host === null || LOOPBACK.test(host);
}
