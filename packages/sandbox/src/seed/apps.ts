import type { Org } from "../api/operation.ts";
import { readAppDefinition } from "../apps/definition.ts";
import { userNameFor } from "../directory/app-user.ts";
import { isoDate } from "../org/clock.ts";
import type { App, Store } from "../org/model.ts";
import { oktaId, seededRandom } from "../org/random.ts";
import { detailedUsers } from "./people.ts";

interface SeededApp {
  readonly definition: Record<string, unknown>;
  /** Names of groups, in the order of their priority. */
  readonly groups?: readonly string[];
  /** Logins of people who have it by themselves, without what is behind the @. */
  readonly people?: readonly string[];
  readonly isInactive?: boolean;
}

const bookmark = (label: string, url: string) => ({ name: "bookmark", label, settings: { app: { url } } });

const saml = (name: string, label: string, app: Record<string, unknown> = {}) => ({
  name,
  label,
  signOnMode: "SAML_2_0",
  settings: { app },
});

const openId = (label: string, oauthClient: Record<string, unknown>, method = "client_secret_basic") => ({
  name: "oidc_client",
  label,
  credentials: { oauthClient: { token_endpoint_auth_method: method } },
  settings: { oauthClient },
});

const APPS: readonly SeededApp[] = [
  { definition: bookmark("Staff Handbook", "https://handbook.example.com"), groups: ["Everyone"] },
  { definition: bookmark("Status Page", "https://status.example.com"), groups: ["Support", "Platform"] },
  { definition: saml("slack", "Slack", { domain: "example" }), groups: ["Everyone"] },
  { definition: saml("zoomus", "Zoom", { subDomain: "example" }), groups: ["Sales", "Support", "People"] },
  {
    definition: saml("githubcloud", "GitHub Enterprise Cloud", { githubOrg: "example" }),
    groups: ["Engineering", "Platform", "Security", "Data"],
    people: ["barbara.liskov"],
  },
  { definition: saml("salesforce", "Salesforce", { instanceType: "PRODUCTION" }), groups: ["Sales"] },
  { definition: saml("zendesk", "Zendesk", { companySubDomain: "example" }), groups: ["Support"] },
  {
    definition: saml("aws_console", "AWS Production"),
    groups: ["Platform"],
    people: ["ada.lovelace", "radia.perlman"],
  },
  {
    definition: {
      label: "Ledger",
      signOnMode: "SAML_2_0",
      settings: {
        signOn: {
          ssoAcsUrl: "https://ledger.example.com/saml",
          recipient: "https://ledger.example.com/saml",
          destination: "https://ledger.example.com/saml",
          audience: "https://ledger.example.com",
          subjectNameIdTemplate: `\${user.userName}`,
          subjectNameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
          signatureAlgorithm: "RSA_SHA256",
          digestAlgorithm: "SHA256",
          authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
        },
      },
    },
    groups: ["Finance"],
  },
  {
    definition: openId("Customer Portal", {
      application_type: "web",
      grant_types: ["authorization_code", "refresh_token"],
      redirect_uris: ["https://portal.example.com/callback"],
    }),
    groups: ["Everyone"],
  },
  {
    definition: openId(
      "Design Gallery",
      {
        application_type: "browser",
        grant_types: ["authorization_code"],
        redirect_uris: ["https://gallery.example.com/callback"],
      },
      "none",
    ),
    groups: ["Design"],
    people: ["hedy.lamarr"],
  },
  {
    definition: {
      label: "Travel Desk",
      signOnMode: "AUTO_LOGIN",
      settings: { signOn: { loginUrl: "https://travel.example.com/login" } },
    },
    people: ["ada.lovelace", "grace.hopper", "alan.turing"],
  },
  {
    definition: {
      name: "template_basic_auth",
      label: "Old Wiki",
      settings: { app: { url: "https://wiki.example.com", authURL: "https://wiki.example.com/auth" } },
    },
    isInactive: true,
  },
];

const HOUR = 3600;

/** Gives the people and groups of an org their apps: one every hour of its first Tuesday. It is done after there are people. */
export function seedApps(store: Store, seed: number): void {
  const random = seededRandom(seed + 900);
  const org: Org = { orgUrl: "https://sandbox.okta.example", now: () => 0, random, store, registeredApps: [] };
  APPS.forEach(({ definition, groups = [], people = [], isInactive }, place) => {
    const created = isoDate(Date.UTC(2025, 0, 7, 8) / 1000 + place * HOUR);
    const id = oktaId("0oa", random);
    const app: App = {
      id,
      status: isInactive ? "INACTIVE" : "ACTIVE",
      created,
      lastUpdated: created,
      definition: readAppDefinition(definition, org, { id }),
      users: new Map(),
      groups: new Map(),
    };
    store.apps.set(id, app);
    for (const group of store.groups.values()) {
      const priority = groups.indexOf(group.profile.name);
      if (priority < 0) continue;
      app.groups.set(group.id, { groupId: group.id, lastUpdated: created, priority, profile: {} });
    }
    for (const user of people.length === 0 ? [] : detailedUsers(store)) {
      const [name = ""] = user.profile.login.split("@");
      if (user.status === "DEPROVISIONED" || !people.includes(name)) continue;
      app.users.set(user.id, {
        userId: user.id,
        created,
        lastUpdated: created,
        scope: "USER",
        credentials: { userName: userNameFor(app, user) },
        profile: {},
      });
    }
  });
}
