/** 204 without a body. */
export function noContent(): Response {
  return new Response(null, { status: 204 });
}
