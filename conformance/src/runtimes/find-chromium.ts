import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** Where Debian's package `chromium` puts it. */
const DEBIAN = "/usr/bin/chromium";

/** The settings that come along name the folders of Amazon's machines: without a font, Chromium ends at the first text. */
const FONT_SETTINGS = "fonts.xml";

/** A Chromium, and the environment that it needs. */
export interface FoundChromium {
  readonly executablePath: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Debian's Chromium where it is installed; else the one out of the npm registry, so that a fresh machine needs nothing but npm. */
export async function findChromium(): Promise<FoundChromium> {
  if (existsSync(DEBIAN)) return { executablePath: DEBIAN, env: process.env };
  const directory = await unpackOnce();
  return {
    executablePath: join(directory, "chromium"),
    // Of the libraries that come along, a machine without a desktop has few.
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(directory, "al2023", "lib"),
      FONTCONFIG_FILE: join(directory, FONT_SETTINGS),
    },
  };
}

async function unpackOnce(): Promise<string> {
  const program = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const directory = join(dirname(program), "browser");
  if (existsSync(directory)) return directory;
  const unpacking = await mkdtemp(`${directory}-`);
  const code = `import(${JSON.stringify(program)}).then((module) => module.default.executablePath())`;
  // It unpacks to where temporary files go, and its libraries only where Amazon lets it run.
  const env = { ...process.env, TMPDIR: unpacking, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" };
  try {
    await promisify(execFile)(process.execPath, ["--eval", code], { env });
    await writeFile(join(unpacking, FONT_SETTINGS), fontSettings(join(directory, "fonts")));
    await rename(unpacking, directory);
  } catch (error) {
    await rm(unpacking, { recursive: true, force: true });
    if (!existsSync(directory)) throw error;
  }
  return directory;
}

function fontSettings(fonts: string): string {
  const folder = fonts.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/cache</cachedir>
</fontconfig>
`;
}
