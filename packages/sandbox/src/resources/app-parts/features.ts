import type { Call, Operation } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import type { App } from "../../org/model.ts";
import { notFound } from "../../org/okta-error.ts";
import { MANAGE, ONE, own, READ } from "./access.ts";
import { isProvisioned, notProvisioned } from "./provisioning.ts";

const FEATURES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  USER_PROVISIONING: {
    description: "User provisioning settings from Okta to a downstream application",
    capabilities: {
      create: { lifecycleCreate: { status: "DISABLED" } },
      update: {
        profile: { status: "DISABLED" },
        lifecycleDeactivate: { status: "DISABLED" },
        password: { status: "DISABLED", seed: "RANDOM", change: "KEEP_EXISTING" },
      },
    },
  },
  INBOUND_PROVISIONING: {
    description: "In-bound provisioning settings for provisioning users from an application to Okta",
    capabilities: {
      importSettings: {
        username: { userNameFormat: "EMAIL" },
        schedule: { status: "DISABLED", fullImport: null, incrementalImport: null },
      },
      importRules: {
        userCreateAndMatch: {
          exactMatchCriteria: "USERNAME",
          allowPartialMatch: true,
          autoConfirmPartialMatch: false,
          autoConfirmExactMatch: false,
          autoConfirmNewUsers: false,
          autoActivateNewUsers: false,
        },
      },
    },
  },
};

function showFeature(call: Call, one: App, name: string): Record<string, unknown> {
  const kept = resourceMap(call.org, "appFeatures").get(`${one.id}/${name}`);
  return {
    name,
    status: "ENABLED",
    ...FEATURES[name],
    ...(kept && { capabilities: kept.capabilities }),
    _links: {
      self: {
        href: `${call.org.orgUrl}/api/v1/apps/${one.id}/features/${name}`,
        hints: { allow: ["GET", "PUT"] },
      },
    },
  };
}

function findFeature(call: Call): { readonly one: App; readonly name: string } {
  const one = own(call);
  if (!isProvisioned(one)) throw notProvisioned();
  const name = call.params.featureName ?? "";
  if (!Object.hasOwn(FEATURES, name)) throw notFound(name, "PublicAppFeatureSetName");
  return { one, name };
}

const merge = (before: unknown, sent: unknown): unknown =>
  isObject(before) && isObject(sent)
    ? {
        ...before,
        ...Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, merge(before[name], value)])),
      }
    : sent;

export const features: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${ONE}/features`,
    handle(call) {
      const one = own(call);
      if (!isProvisioned(one)) throw notProvisioned();
      return Response.json(Object.keys(FEATURES).map((name) => showFeature(call, one, name)));
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${ONE}/features/{featureName}`,
    handle(call) {
      const { one, name } = findFeature(call);
      return Response.json(showFeature(call, one, name));
    },
  },
  {
    ...MANAGE,
    method: "PUT",
    path: `${ONE}/features/{featureName}`,
    async handle(call) {
      const { one, name } = findFeature(call);
      const capabilities = merge(showFeature(call, one, name).capabilities, await readBody(call));
      resourceMap(call.org, "appFeatures").set(`${one.id}/${name}`, { id: name, capabilities });
      return Response.json(showFeature(call, one, name));
    },
  },
];
