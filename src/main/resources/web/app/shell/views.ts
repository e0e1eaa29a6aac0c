import type { Icon } from "../parts/icons";

/** A view: the element that shows it, and what fetches its code when it is first needed. */
export interface ViewEntry {
  readonly name: "overview" | "events" | "aggregates" | "correlation" | "analysis" | "projections" | "stores";
  readonly element: string;
  readonly icon: Icon;
  readonly fetch: () => Promise<unknown>;
}

/** The views, in the order of their links. */
export const VIEWS: readonly ViewEntry[] = [
  {
    name: "overview",
    element: "overview-view",
    icon: "overview",
    fetch: () => import("../views/overview/overview-view"),
  },
  { name: "events", element: "events-view", icon: "events", fetch: () => import("../views/events/events-view") },
  {
    name: "aggregates",
    element: "aggregates-view",
    icon: "aggregates",
    fetch: () => import("../views/aggregates/aggregates-view"),
  },
  {
    name: "correlation",
    element: "correlation-view",
    icon: "correlation",
    fetch: () => import("../views/correlation/correlation-view"),
  },
  {
    name: "analysis",
    element: "analysis-view",
    icon: "analysis",
    fetch: () => import("../views/analysis/analysis-view"),
  },
  {
    name: "projections",
    element: "projections-view",
    icon: "projections",
    fetch: () => import("../views/projections/projections-view"),
  },
  { name: "stores", element: "stores-view", icon: "stores", fetch: () => import("../views/stores/stores-view") },
];
