import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Plot } from "./question.ts";

/** Draws a plot as SVG that can be read on a light and on a dark page. */
export function drawPlot({ title, xTitle, yTitle, isLogarithmic = false, curves }: Plot): Promise<string> {
  const values = curves.flatMap(({ name, points }) => points.map((point) => ({ ...point, name })));
  const specification: TopLevelSpec = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title,
    width: 560,
    height: 260,
    background: "white",
    padding: 12,
    data: { values },
    mark: { type: "line", point: true },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        title: xTitle,
        scale: isLogarithmic ? { type: "log" } : {},
        axis: { grid: false, ...(isLogarithmic && { values: [...new Set(values.map(({ x }) => x))] }) },
      },
      y: { field: "y", type: "quantitative", title: yTitle, scale: { zero: true } },
      color: { field: "name", type: "nominal", title: null, sort: null, legend: { orient: "top" } },
    },
  };
  const view = new vega.View(vega.parse(compile(specification).spec), { renderer: "none" });
  return view.toSVG();
}
