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

export const charts = core;
export type { ECharts, EChartsCoreOption as EChartsOption } from "echarts/core";
