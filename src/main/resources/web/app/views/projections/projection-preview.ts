import { html, nothing } from "lit";
import { Problem, type Violation, call, inStore } from "../../frame/api";
import { members } from "../../frame/json";
import type { ParkedEvent } from "../../frame/types";
import { words as common } from "../../frame/words";
import { Part, refusal } from "../../parts/view";
import { CRITERIA } from "./draft";
import { words } from "./messages";
import { parkedTable } from "./parked";
import { type State, stateTable, statesOf } from "./states";

/** Tells which fields of the definition the server does not take; sent by the preview. */
export const VIOLATIONS = "mayfly:violations";

interface Preview {
  readonly definition: string;
  readonly states: readonly State[];
  readonly events: number;
  readonly parked: readonly ParkedEvent[];
}

const WAIT_MILLIS = 350;
const SHOWN_STATES = 50;
const SHOWN_PARKED = 5;
/** The fields of a definition that the form has a place for. */
const HAS_ROW = new RegExp(`^(match\\.(${CRITERIA.join("|")})(\\[\\d+\\])?|groupBy(\\[\\d+\\])?|fields(\\..*)?)$`);

/**
 * What a definition makes of the last events. It asks a short while after the definition was changed last, and shows what it had
 * until the answer is there.
 */
class ProjectionPreview extends Part {
  static override properties = {
    route: { attribute: false },
    store: {},
    definition: {},
    marked: { type: Boolean },
    found: { state: true },
    failure: { state: true },
    busy: { state: true },
  };

  /** Changes with the language, which the texts are in. */
  declare route: unknown;
  declare store: string;
  /** The JSON text, or "" if there is nothing to try. */
  declare definition: string;
  /** Whether a form marks the fields that are not as they must be. */
  declare marked: boolean;
  declare private found: Preview | null;
  declare private failure: unknown;
  declare private busy: boolean;

  private work: AbortController | null = null;
  private timer: number | undefined;

  constructor() {
    super();
    this.definition = "";
    this.marked = false;
    this.found = null;
    this.failure = null;
    this.busy = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("definition") || changed.has("store")) {
      this.stop();
      if (this.definition) {
        this.busy = true;
        this.timer = window.setTimeout(() => void this.ask(), WAIT_MILLIS);
      } else {
        this.busy = false;
        this.found = null;
        this.failure = null;
      }
    }
  }

  private stop(): void {
    window.clearTimeout(this.timer);
    this.work?.abort();
  }

  private async ask(): Promise<void> {
    const work = new AbortController();
    this.work = work;
    const definition = this.definition;
    try {
      const answer = await call("POST", inStore(this.store, "projections", "preview"), {
        body: definition,
        headers: { "Content-Type": "application/json" },
        signal: work.signal,
      });
      const text = await answer.text();
      const found = members(text);
      this.found = {
        definition,
        states: statesOf(text).states,
        events: Number(found.get("events")),
        parked: JSON.parse(found.get("parked") ?? "[]") as ParkedEvent[],
      };
      this.failure = null;
      this.tell([]);
    } catch (failure) {
      if (work.signal.aborted) {
        return;
      }
      this.failure = failure;
      this.tell(failure instanceof Problem ? failure.violations : []);
    }
    this.busy = false;
  }

  private tell(violations: readonly Violation[]): void {
    this.dispatchEvent(new CustomEvent(VIOLATIONS, { detail: violations }));
  }

  protected override render(): unknown {
    const t = words();
    return html`<div aria-busy=${this.busy} class="pj-preview-body">
      <p class="small" role="status">${this.summary()}</p>
      ${this.failure && !this.isMarked ? refusal(this.failure) : nothing}
      ${this.found && !this.failure ? this.states(this.found) : nothing}
      ${
        this.found && !this.failure && this.found.parked.length > 0
          ? html`<h3>${t.previewParked(this.found.parked.length)}</h3>
              ${parkedTable(this.found.parked.slice(0, SHOWN_PARKED))}`
          : nothing
      }
    </div>`;
  }

  private get isMarked(): boolean {
    return (
      this.marked &&
      this.failure instanceof Problem &&
      this.failure.violations.length > 0 &&
      this.failure.violations.every((one) => HAS_ROW.test(one.field))
    );
  }

  private summary(): string {
    const t = words();
    if (this.failure || !this.definition) {
      return this.failure && this.isMarked ? t.seeField : "";
    }
    if (!this.found) {
      return common().loading;
    }
    const { states, events } = this.found;
    const all = events === 0 ? t.previewNone : t.previewCount(states.length, events);
    return states.length > SHOWN_STATES ? `${all}. ${t.previewFirst(SHOWN_STATES)}` : all;
  }

  private states(found: Preview): unknown {
    return found.states.length === 0
      ? nothing
      : stateTable(words().preview, found.definition, found.states.slice(0, SHOWN_STATES));
  }
}

customElements.define("projection-preview", ProjectionPreview);
