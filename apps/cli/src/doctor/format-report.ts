import { cleanText } from "../terminal/clean-text.ts";
import type { Style } from "../terminal/style.ts";
import type { DoctorReport, ReportStep } from "./report.ts";

/** Formats a report as lines. */
export function formatReport({ checked, problems, connections }: DoctorReport, style: Style): string {
  const lines = [`Checked ${checked.join(", ")}`];
  if (problems.length > 0) {
    const steps = problems.map(({ message, hint, status }) => ({
      step: "settings",
      status,
      detail: message,
      hint,
    }));
    lines.push("", formatSteps(steps, style));
  }
  for (const { connection, description, steps } of connections) {
    lines.push(
      "",
      cleanText(`connection ${connection}${description ? `: ${description}` : ""}`),
      formatSteps(steps, style),
    );
  }
  return lines.join("\n");
}

/** Formats the steps of a check: ✔ works, ! works with a disadvantage, ✖ must be fixed, · not checked. */
export function formatSteps(steps: readonly ReportStep[], style: Style): string {
  const marks: Readonly<Record<string, string>> = {
    ok: style.green("✔"),
    warning: style.yellow("!"),
    failed: style.red("✖"),
    skipped: style.dim("·"),
  };
  const width = Math.max(0, ...steps.map(({ step }) => step.length));
  return steps
    .flatMap(({ step, status, detail, hint }) => [
      `${marks[status] ?? "?"} ${cleanText(step).padEnd(width)}  ${cleanText(detail)}`,
      ...(hint ? [`  ${" ".repeat(width)}  ${cleanText(hint)}`] : []),
    ])
    .join("\n");
}
