/** The core speaks of its options, in backticks; here they are settings: `orgUrl` is OKTA_ORG_URL. */
export function nameSettings(text: string, nameSetting: (setting: string) => string): string {
  return text.replace(/`([a-z][A-Za-z]+)`/g, (_, option: string) =>
    nameSetting(`OKTA_${option.replace(/[A-Z]/g, "_$&").toUpperCase()}`),
  );
}
