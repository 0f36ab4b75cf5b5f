import { chooseTarget } from "../api/choose-target.ts";
import type { ApiCall } from "../api/target.ts";
import type { TargetChoice } from "../api/target-flags.ts";
import { UsageError } from "../errors.ts";
import type { OutputChoice } from "../output/flags.ts";
import { printPages } from "../output/print-pages.ts";
import { printResponse } from "../output/print-response.ts";
import type { Session } from "../session.ts";
import { confirmCall, type Intent } from "./confirm.ts";

/** A call, what it means, and how to send and print it. */
export interface CallRun {
  readonly call: ApiCall;
  readonly intent: Intent;
  readonly flags: TargetChoice & OutputChoice & { readonly yes?: boolean };
  readonly session: Session;
}

/** Sends a call, after a confirmation if it is destructive, and prints the response. */
export async function runCall({ call, intent, flags, session }: CallRun): Promise<undefined> {
  const listed = flags.columns?.split(/[\s,]+/).filter(Boolean) ?? [];
  const columns = listed.length > 0 ? listed : undefined;
  if (columns && (session.json || flags.ndjson))
    throw new UsageError("--columns is for tables: leave out --json and --ndjson.");
  if (session.json && flags.ndjson) throw new UsageError("Pass --json or --ndjson, not both.");
  const waiting = { text: "" };
  const target = await chooseTarget(flags, session, (seconds) => {
    waiting.text = `(rate limit: waiting ${Math.ceil(seconds)} s)`;
  });
  await confirmCall(intent, flags.yes === true, target, session);
  if (flags.ndjson) {
    await printPages(target, call, session, waiting);
    return;
  }
  const { pathname } = new URL(call.path, target.url);
  const response = await session.progress.wait(
    () => `${call.method} ${pathname} ${waiting.text}`,
    async () => {
      const response = await target.send(call);
      if (!response.ok) throw await target.toError(response);
      return response;
    },
  );
  await printResponse(response, { columns, done: `${intent.summary}: done` }, session);
}
