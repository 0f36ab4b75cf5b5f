import worker, { type Caller, createWorker, type Env, type OktaEdgeWorker } from "@okta-edge/worker";
import { checkSettings, readConnectionOptions, type SettingProblem } from "@okta-edge/worker/settings";
import { describe, expectTypeOf, it } from "vitest";

it("the default export has the handlers of a Worker", () => {
  expectTypeOf(worker).toEqualTypeOf<OktaEdgeWorker>();
  expectTypeOf(worker.fetch).returns.toEqualTypeOf<Response | Promise<Response>>();
  expectTypeOf(worker.scheduled).returns.toEqualTypeOf<Promise<void>>();
});

describe("createWorker", () => {
  const app = createWorker({
    before(open) {
      open.get("/status", (c) => {
        // @ts-expect-error: the caller is not known before authentication
        c.get("caller");
        return c.json({ orgUrl: c.env.OKTA_ORG_URL });
      });
    },
  });

  it("returns an app whose routes know the caller and the settings", () => {
    app.get("/mine", (c) => {
      expectTypeOf(c.get("caller")).toEqualTypeOf<Caller>();
      expectTypeOf(c.env).toEqualTypeOf<Env>();
      return c.json({ scopes: c.get("caller").scopes });
    });
  });

  it("accepts the types of further bindings", () => {
    createWorker<Env & { readonly DB: { query(): string } }>().get("/mine", (c) => c.text(c.env.DB.query()));
    // @ts-expect-error: the binding is not declared
    app.get("/mine", (c) => c.text(c.env.DB.query()));
  });

  it("rejects unknown options", () => {
    // @ts-expect-error: no such option
    createWorker({ after: () => {} });
  });
});

it("the settings are checked from any object of values by name", () => {
  expectTypeOf(checkSettings({ OKTA_ORG_URL: "https://example.okta.com" })).resolves.toEqualTypeOf<
    readonly SettingProblem[]
  >();
  checkSettings({} as Record<string, string | undefined>);
  expectTypeOf(readConnectionOptions({}).then(([first]) => first?.name)).resolves.toEqualTypeOf<string | undefined>();
});
