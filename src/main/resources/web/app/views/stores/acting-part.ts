import type { PropertyDeclarations } from "lit";
import { PREFERENCES_CHANGED } from "../../frame/settings";
import { Part } from "../../parts/view";

/** A part that does something to a store, and shows what went wrong. It renders again when the preferences change. */
export abstract class ActingPart extends Part {
  static override properties: PropertyDeclarations = { failure: { state: true }, busy: { state: true } };

  /** What went wrong with the last act, or null. */
  declare protected failure: unknown;
  /** Whether an act is under way. */
  declare protected busy: boolean;

  constructor() {
    super();
    this.failure = null;
    this.busy = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener(PREFERENCES_CHANGED, this.redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener(PREFERENCES_CHANGED, this.redraw);
  }

  private readonly redraw = (): void => this.requestUpdate();
}
