import type { CommandContext as StricliContext, StricliProcess } from "@stricli/core";
import type { Session } from "../session.ts";

/** What every command is run with. */
export interface CommandContext extends StricliContext {
  readonly process: StricliProcess;
  readonly session: Session;
}
