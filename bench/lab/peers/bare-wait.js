// The floor of waiting: forwards a request, and repeats it once when the rate limit is reset.
export default {
  async fetch(request, env) {
    const { pathname, search } = new URL(request.url);
    const send = () => fetch(env.OKTA_ORG_URL + pathname + search, request);
    const response = await send();
    if (response.status !== 429) return response;
    await response.body?.cancel();
    const wait = Number(response.headers.get("x-rate-limit-reset")) * 1000 - Date.now();
    await new Promise((resolve) => setTimeout(resolve, wait));
    return send();
  },
};
