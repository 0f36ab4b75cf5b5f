import type { NameOption } from "@okta-edge/core";

const LABELS: Readonly<Record<string, string>> = {
  orgUrl: "Org URL",
  clientId: "Client ID",
  keyId: "Key ID",
  privateKey: "Private key",
  scopes: "Scopes",
};

const FLAGS: Readonly<Record<string, string>> = {
  orgUrl: "--org-url",
  clientId: "--client-id",
  keyId: "--key-id",
  privateKey: "--key-file",
  scopes: "--scopes",
};

/** Names options as the questions do. */
export const nameInQuestions: NameOption = (option) => LABELS[option] ?? option;

/** Names options as the command line does. */
export const nameAsFlags: NameOption = (option) => FLAGS[option] ?? option;
