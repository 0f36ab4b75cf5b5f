// Removes dist of the package in whose folder it is run, so that the build packs no file whose source was moved or deleted.
import { rmSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
