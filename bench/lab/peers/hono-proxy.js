// A framework around the floor.
import { Hono } from "hono";

const app = new Hono();

app.all("*", (c) => {
  const { pathname, search } = new URL(c.req.url);
  return fetch(new Request(c.env.OKTA_ORG_URL + pathname + search, c.req.raw));
});

export default app;
