import type { PropertyDeclarations } from "lit";
import type { Store } from "../../frame/types";
import { ActingPart } from "./acting-part";

/** The event that a store has changed, which bubbles up from the part that changed it. */
export const STORE_CHANGED = "store-changed";

/** The event that the store in its `detail` was created and is to be shown; bubbles up from the part that created it. */
export const STORE_CREATED = "store-created";

/** A part of the view that works with one store. What it began is aborted when it is left. */
export abstract class Panel extends ActingPart {
  static override properties: PropertyDeclarations = {
    ...ActingPart.properties,
    store: { attribute: false },
  };

  declare store: Store;

  /** Ends what the panel began; there is a new one each time that the panel or its store comes. */
  protected work = new AbortController();

  private shown = "";

  /** Begins with a store; called when the panel appears and when its store becomes another. */
  protected begin(): void {}

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.work.abort();
    this.shown = "";
  }

  override willUpdate(): void {
    if (this.isConnected && this.store.name !== this.shown) {
      this.shown = this.store.name;
      this.work.abort();
      this.work = new AbortController();
      this.failure = null;
      this.busy = false;
      this.begin();
      // What was typed for another store is not for this one.
      void this.updateComplete.then(() => this.querySelectorAll("form").forEach((form) => form.reset()));
    }
  }

  /** Does something and keeps what goes wrong; returns whether it was done. */
  protected async act(what: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    const { signal } = this.work;
    this.busy = true;
    this.failure = null;
    try {
      await what(signal);
      return true;
    } catch (failure) {
      if (!signal.aborted) {
        this.failure = failure;
      }
      return false;
    } finally {
      if (!signal.aborted) {
        this.busy = false;
      }
    }
  }

  /** Does something now and again until the panel is left, but not while the page is hidden. */
  protected poll(millis: number, what: (signal: AbortSignal) => Promise<void>): void {
    const { signal } = this.work;
    const next = async () => {
      if (document.visibilityState === "visible") {
        await what(signal).catch(() => undefined);
      }
      if (!signal.aborted) {
        timer = window.setTimeout(() => void next(), millis);
      }
    };
    let timer = 0;
    signal.addEventListener("abort", () => window.clearTimeout(timer));
    void next();
  }

  /** Says that the store is not what it was. */
  protected changed(): void {
    this.dispatchEvent(new Event(STORE_CHANGED, { bubbles: true }));
  }
}
