// The floor of an export: reads page after page, and writes each item as a line.
export default {
  fetch(_, env) {
    let next = `${env.OKTA_ORG_URL}/api/v1/users?limit=200`;
    const encoder = new TextEncoder();
    const body = new ReadableStream({
      async pull(controller) {
        if (!next) return controller.close();
        const response = await fetch(next);
        const items = await response.json();
        next = /<([^>]*)>; rel="next"/.exec(response.headers.get("link"))?.[1];
        controller.enqueue(encoder.encode(items.map((item) => `${JSON.stringify(item)}\n`).join("")));
      },
    });
    return new Response(body, { headers: { "content-type": "application/x-ndjson" } });
  },
};
