import { language } from "../frame/settings";
import { DIMENSIONS } from "./dimension-table";

export { DIMENSIONS };

/** A field of events that they are indexed by. */
export type Dimension = (typeof DIMENSIONS)[number];

/** The name of a dimension's criterion. */
export type DimensionName = Dimension["field"];

/** The dimensions whose values stand in metadata. */
export const IN_METADATA = DIMENSIONS.filter((dimension) => dimension.metadata);

/** The dimensions by which statistics count. */
export const COUNTED = DIMENSIONS.filter((dimension) => dimension.breakdown !== "");

/** Returns what a dimension is called. */
export function nameOf(dimension: Dimension): string {
  return language() === "fr" ? dimension.french : dimension.english;
}

/** Returns what several values of a dimension are called. */
export function pluralOf(dimension: Dimension): string {
  return language() === "fr" ? dimension.frenchPlural : dimension.englishPlural;
}
