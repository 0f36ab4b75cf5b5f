/** What the actions of each module are about, by the part of their IDs before the dot. */
export const TOPICS: Readonly<Record<string, string>> = {
  users:
    "People: their records, their lives from STAGED to DEPROVISIONED, passwords, sessions, groups, apps, roles and grants",
  factors: "What people prove that it is them with, beside the password",
  groups: "Groups, their members, owners and apps",
  groupRules: "Rules that put people into groups",
  apps: "Applications, and who is assigned to them",
  devices: "Devices that people sign in with",
  logs: "The System Log: what happened in the org",
  org: "The org itself",
  sessions: "Sessions of people who are signed in",
  policies: "Policies, to be read",
  zones: "Network zones, to be read",
};
