import { fileURLToPath } from "node:url";
import ts from "typescript-5";

/** What an editor shows of a name. */
export interface Hover {
  /** Its type. */
  readonly type: string;
  /** Its doc comment with the tags, such as `@see`. */
  readonly documentation: string;
}

/** An editor with one program at a time, in the folder of the tests. `|` marks positions. */
export interface Editor {
  /** Returns what it shows of the names before the marks. */
  hover(program: string): readonly Hover[];
  complete(program: string): readonly string[];
  diagnose(program: string): readonly string[];
}

const FILE = fileURLToPath(new URL("../program.ts", import.meta.url));

/** Opens an editor. TypeScript 5 has the language service as an API; editors use the same one. */
export function openEditor(): Editor {
  let program = "";
  let version = 0;
  const service = ts.createLanguageService({
    getScriptFileNames: () => [FILE],
    getScriptVersion: (file) => (file === FILE ? String(version) : "1"),
    getScriptSnapshot(file) {
      const text = file === FILE ? program : ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => fileURLToPath(new URL(".", import.meta.url)),
    getCompilationSettings: () => ({
      strict: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      lib: ["lib.es2024.d.ts", "lib.dom.d.ts"],
      types: [],
      skipLibCheck: true,
      noEmit: true,
      allowImportingTsExtensions: true,
    }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (file) => file === FILE || ts.sys.fileExists(file),
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    ...(ts.sys.realpath && { realpath: ts.sys.realpath }),
  });
  const open = (text: string): readonly number[] => {
    const parts = text.split("|");
    program = parts.join("");
    version++;
    let position = 0;
    return parts.slice(0, -1).map((part) => {
      position += part.length;
      return position;
    });
  };
  return {
    hover(text) {
      return open(text).map((position) => {
        const info = service.getQuickInfoAtPosition(FILE, position - 1);
        const tags = info?.tags?.map((tag) => `@${tag.name} ${ts.displayPartsToString(tag.text)}`) ?? [];
        return {
          type: ts.displayPartsToString(info?.displayParts),
          documentation: [ts.displayPartsToString(info?.documentation), ...tags].join("\n"),
        };
      });
    },
    complete(text) {
      const [position = 0] = open(text);
      return service.getCompletionsAtPosition(FILE, position, {})?.entries.map(({ name }) => name) ?? [];
    },
    diagnose(text) {
      open(text);
      return service
        .getSemanticDiagnostics(FILE)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
    },
  };
}
