import { defineCommand } from "../command/define.ts";
import { COMPLETION_SCRIPTS } from "../completion/scripts.ts";
import { UsageError } from "../errors.ts";

/** `okta-edge completion` */
export const completion = defineCommand({
  brief: "Prints a script that completes commands and flags in a shell",
  args: { SHELL: { brief: Object.keys(COMPLETION_SCRIPTS).join(", ") } },
  examples: [
    { input: "bash >> ~/.bashrc", brief: "bash" },
    { input: "zsh >> ~/.zshrc", brief: "zsh, after compinit" },
    { input: "fish > ~/.config/fish/completions/okta-edge.fish", brief: "fish" },
  ],
  async run({ args: { SHELL: shell } }) {
    const script = Object.entries(COMPLETION_SCRIPTS).find(([name]) => name === shell)?.[1];
    if (script) return { data: { shell, script }, text: script };
    throw new UsageError(`SHELL must be one of ${Object.keys(COMPLETION_SCRIPTS).join(", ")}.`);
  },
});
