/** Tells that a store was made or deleted; sent to the window by the view that did it. */
export const STORES_CHANGED = "mayfly:stores";

/** Tells it. */
export function storesChanged(): void {
  window.dispatchEvent(new Event(STORES_CHANGED));
}
