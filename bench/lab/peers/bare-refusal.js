// The floor of a rejection.
const body = JSON.stringify({ status: 401, title: "Unauthorized" });

export default {
  fetch() {
    return new Response(body, { status: 401, headers: { "content-type": "application/problem+json" } });
  },
};
