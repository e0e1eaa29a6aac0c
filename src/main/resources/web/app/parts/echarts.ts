/** The parts of ECharts that the console draws with, in a bundle of their own. */
import { BarChart, GraphChart, HeatmapChart, LineChart } from "echarts/charts";
import {
  AriaComponent,
  BrushComponent,
  DataZoomInsideComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import * as core from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import TextCache from "zrender/lib/core/LRU.js";

core.use([
  AriaComponent,
  BarChart,
  BrushComponent,
  CanvasRenderer,
  DataZoomInsideComponent,
  GraphChart,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  TooltipComponent,
  VisualMapComponent,
]);

// A brush asks for a box of tools, which no chart here has.
core.registerPreprocessor((option) => {
  delete (option as { toolbox?: unknown }).toolbox;
});

// The cache of measured texts is a plain object: a text such as "__proto__", which an event may bring, would be found among what
// all objects inherit, and changed there.
const { get, put } = TextCache.prototype;
TextCache.prototype.get = function (key) {
  return get.call(this, `text ${key}`);
};
TextCache.prototype.put = function (key, value) {
  return put.call(this, `text ${key}`, value);
};

export const charts = core;
export type { ECharts, EChartsCoreOption as EChartsOption } from "echarts/core";
