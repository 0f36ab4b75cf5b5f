// Builds public/, the pages that the Worker serves as static assets: HTML and Markdown from the documentation of the actions, and the scripts
// and styles of site/browser. It needs no tool but Node, because `npm start` runs it without development dependencies.
import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { basename } from "node:path";
import { readDocuments } from "@okta-edge/actions/documents";
import { docsPage } from "../site/build/docs-page.ts";
import { errorsPage, readCodeTables } from "../site/build/errors-page.ts";
import { FAVICON_SVG, faviconIco } from "../site/build/favicon.ts";
import { homePage } from "../site/build/home-page.ts";
import { renderPage } from "../site/build/layout.ts";
import { docsMarkdown, errorsMarkdown, llmsText, topicMarkdown } from "../site/build/markdown.ts";
import { readReference } from "../site/build/reference.ts";
import { replaceFiles } from "./replace-files.ts";

const WORKER = new URL("../", import.meta.url);
const TARGET = new URL("public/", WORKER);
const BROWSER = new URL("site/browser/", WORKER);
/** A module without imports that the pages share with the command lines of the documentation. */
const CURL = new URL("../../packages/actions/src/curl-command.ts", WORKER);

const documents = readDocuments(readFileSync(new URL("../../packages/actions/dist/documents.txt", WORKER), "utf8"));
const { homepage } = JSON.parse(readFileSync(new URL("package.json", WORKER), "utf8")) as { homepage?: string };

const files = new Map<string, Buffer>();
const write = (name: string, content: string | Uint8Array) => files.set(name, Buffer.from(content));

const sourceUrl = homepage && /^https:\/\/github\.com\/[^/]+\/[^/#]+/.exec(homepage)?.[0];
const filesUrl = sourceUrl && `${sourceUrl}/blob/main`;
write("index.html", await renderPage(homePage({ actionCount: documents.actions.length, sourceUrl: filesUrl })));
write("docs.html", await renderPage(docsPage(documents)));
const errors = readCodeTables(["operations.md", "errors.md"].map(readDocument));
write("errors.html", await renderPage(errorsPage(errors)));
// For machines. No page loads these files.
const { topics, schemas } = readReference(documents);
write("llms.txt", llmsText({ topics, index: readDocument("llms.txt"), sourceUrl: filesUrl }));
write("docs.md", docsMarkdown(topics, schemas));
write("docs/errors.md", errorsMarkdown(errors));
for (const topic of topics) write(`docs/${topic.name}.md`, topicMarkdown(topic, schemas));
write("favicon.ico", faviconIco());
write("assets/favicon.svg", FAVICON_SVG);
for (const name of readdirSync(BROWSER).filter((file) => file.endsWith(".ts"))) writeScript(new URL(name, BROWSER));
writeScript(CURL);
write("assets/style.css", readFileSync(new URL("site/style.css", WORKER)));
replaceFiles(TARGET, files);

/** Reads a document of the repository. */
function readDocument(name: string): string {
  return readFileSync(new URL(`../../docs/${name}`, WORKER), "utf8");
}

/** Writes a module as JavaScript. All modules are in one folder, so that imports name them by their file. */
function writeScript(source: URL): void {
  const code = stripTypeScriptTypes(readFileSync(source, "utf8"))
    // Doc comments, and imports of types alone.
    .replaceAll(/^ *\/\*\*[\s\S]*?\*\/\n|^import \{[\s,]*\} from .*\n/gm, "")
    .replaceAll(/(from )"[^"]*?([\w-]+)\.ts"/g, '$1"./$2.js"');
  write(`assets/${basename(source.pathname, ".ts")}.js`, code);
}
