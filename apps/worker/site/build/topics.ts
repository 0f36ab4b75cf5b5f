/** Names that are not the words of the ID. */
const NAMES: Readonly<Record<string, string>> = {
  apiTokens: "API tokens",
  idps: "Identity providers",
  logs: "System Log",
  org: "Organization",
  schemas: "User schemas",
  zones: "Network zones",
};

/** Names the topic of actions in words: `groupRules` is "Group rules". */
export function topicName(topic: string): string {
  const words = topic.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return NAMES[topic] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
