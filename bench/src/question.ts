/** A table of results. The first column names what was measured. */
export interface Table {
  /** What the table shows, where a question has several. */
  readonly caption?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A curve for a plot. */
export interface Curve {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** A plot of curves, drawn beside the table of the same figures. */
export interface Plot {
  /** The name of its file, without an extension. */
  readonly file: string;
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly isLogarithmic?: boolean;
  readonly curves: readonly Curve[];
}

/** One row of the table of targets: a figure before and after, from one run. */
export interface Outcome {
  readonly work: string;
  readonly before?: number | undefined;
  readonly after: number;
  readonly target: string;
  readonly unit: string;
}

/** What a question found. */
export interface Answer {
  readonly tables: readonly Table[];
  readonly plots?: readonly Plot[];
  /** Rows of the table of targets. */
  readonly outcomes?: readonly Outcome[];
}

/** How a question is measured. */
export interface RunOptions {
  /** A checkout of an earlier commit, with its packages built, that is measured beside this one. */
  readonly before?: string | undefined;
}

/** A question that a bench file answers. Its file exports it as `question`. */
export interface Question {
  /** Its folder and file, which selects it: `npm run bench -- worker` or `npm run bench -- worker/warm-calls`. */
  readonly name: string;
  readonly title: string;
  /** What is compared with what, and how: a paragraph of Markdown. */
  readonly method: string;
  run(options: RunOptions): Promise<Answer>;
}
