import { type Page, readPages } from "../api/pages.ts";
import type { ApiCall, ApiTarget } from "../api/target.ts";
import type { Session } from "../session.ts";
import { toJson } from "./json.ts";
import { writeOutput } from "./stdout.ts";

/** Prints all pages of a list, an item a line, and reports the progress on stderr. */
export async function printPages(
  target: ApiTarget,
  call: ApiCall,
  session: Session,
  waiting: { text: string },
): Promise<void> {
  let items = 0;
  let pages = 0;
  let next: string | undefined;
  const counted = () => `${items} ${items === 1 ? "item" : "items"}, ${pages} ${pages === 1 ? "page" : "pages"}`;
  const print = async () => {
    for await (const page of readPages(target, call)) {
      waiting.text = "";
      const isRead = await printPage(page);
      items += page.items.length;
      pages += 1;
      next = page.next;
      if (!isRead) return false;
    }
    return true;
  };
  try {
    // In a terminal that shows the items as well, a line that moves would be in their way.
    const isRead = process.stdout.isTTY
      ? await print()
      : await session.progress.wait(
          () => `${call.method} ${new URL(call.path, target.url).pathname}: ${counted()} ${waiting.text}`,
          print,
        );
    if (isRead) session.note(`${session.errorStyle.green("✔")} ${counted()}`);
  } catch (error) {
    if (items === 0 || !(error instanceof Error)) throw error;
    const after = next && new URL(next, target.url).searchParams.get("after");
    session.note(`${counted()} printed.${after ? ` The next page has after=${after}` : ""}`);
    throw error;
  }
}

async function printPage({ items }: Page): Promise<boolean> {
  return items.length === 0 || writeOutput(items.map((item) => `${toJson(item)}\n`).join(""));
}
