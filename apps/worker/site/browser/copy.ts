import { announce, make } from "./elements.ts";

/** Adds a button that copies the text of a block of code. */
export function addCopyButton(block: HTMLElement, name: string): void {
  if (block.parentElement?.classList.contains("code")) return;
  const button = make("button", { type: "button", class: "copy", "aria-label": `Copy ${name}` }, "Copy");
  const frame = make("div", { class: "code" });
  block.replaceWith(frame);
  frame.append(block, button);
  button.addEventListener("click", async () => {
    const copied = await copy(block);
    button.textContent = copied ? "Copied" : "Press Ctrl+C";
    announce(copied ? `Copied ${name}.` : "Press Ctrl+C to copy the selected text.");
    setTimeout(() => {
      button.textContent = "Copy";
    }, 2000);
  });
}

/** Browsers give the clipboard to secure pages only. On others the text is selected. */
async function copy(block: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(block.textContent ?? "");
    return true;
  } catch {
    getSelection()?.selectAllChildren(block);
    return false;
  }
}
