import { readFileSync } from "node:fs";

/** Ticks of the CPU times in /proc a second. */
const TICKS = 100;

/** Returns the seconds of CPU time that a process has used; undefined where the system does not report it. */
export function cpuSecondsOf(pid: number | undefined): number | undefined {
  try {
    // The name of the program, in parentheses, may contain spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return undefined;
  }
}

/** Returns the bytes of a process's memory that are resident. */
export function residentBytesOf(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
