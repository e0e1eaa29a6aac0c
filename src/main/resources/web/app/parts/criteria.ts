import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { Problem, inStore, read } from "../frame/api";
import { type Params, type Route, change, here, storeOf } from "../frame/route";
import { criteriaWords } from "./criteria-messages";
import { DIMENSIONS, type DimensionName, nameOf } from "./dimensions";
import { icon } from "./icons";
import { isInstant, localOf, instantOf } from "./local-time";
import { Part } from "./view";

/** The criteria that may be given more than once. */
const REPEATABLE: readonly (DimensionName | "where")[] = [...DIMENSIONS.map((dimension) => dimension.field), "where"];

/** The criteria that are given once. */
const SINGLE = ["from", "to", "after", "text", "asOf"] as const;

/** The name of a search criterion. */
export type Criterion = (typeof REPEATABLE)[number] | (typeof SINGLE)[number];

/** The names of all search criteria. */
export const CRITERIA: readonly Criterion[] = [...REPEATABLE, ...SINGLE];

/** The criteria that are added one by one and shown as chips. */
const CHIPS: readonly Criterion[] = [...REPEATABLE, "after", "asOf"];

/** The most event types that are suggested. */
const MOST_SUGGESTIONS = 500;

/** How long typing has to rest before the text is searched. */
const REST_MILLIS = 300;

/** Returns the search criteria of a place, as the API takes them; empty ones and all other parameters are left out. */
export function criteriaOf(route: Route): URLSearchParams {
  const found = new URLSearchParams();
  for (const name of REPEATABLE) {
    for (const value of new Set(route.params.getAll(name))) {
      if (value) {
        found.append(name, value);
      }
    }
  }
  for (const name of SINGLE) {
    const value = route.params.get(name);
    if (value) {
      found.set(name, value);
    }
  }
  return found;
}

/** Returns what takes all criteria out of a place by `change`. */
export function noCriteria(): Params {
  return Object.fromEntries(CRITERIA.map((name) => [name, undefined]));
}

/** Tells whether a refusal names nothing but criteria, so that `<criteria-form>` shows all that there is to say. */
export function isOfCriteria(problem: unknown): problem is Problem {
  return (
    problem instanceof Problem &&
    problem.violations.length > 0 &&
    problem.violations.every((one) => CRITERIA.includes(one.field as Criterion))
  );
}

/** Returns what a criterion is called. */
export function criterionName(name: Criterion): string {
  const dimension = DIMENSIONS.find((one) => one.field === name);
  return dimension ? nameOf(dimension) : criteriaWords()[name as Exclude<Criterion, DimensionName>];
}

/**
 * The search criteria of a place, to be seen and changed: a field for the text, the ends of the time range, and a chip for each
 * other criterion. A change goes into the URL at once. `problem` is the server's refusal of them, shown at the fields it names.
 */
export class CriteriaForm extends Part {
  static override properties = {
    route: { attribute: false },
    problem: { attribute: false },
    adding: { state: true },
    chosen: { state: true },
    types: { state: true },
  };

  declare route: Route;
  declare problem: unknown;
  declare private adding: boolean;
  declare private chosen: Criterion;
  declare private types: readonly string[];

  private typesOf: string | null = null;
  private timer: number | undefined;
  /** The text that is typed and not yet in the URL. */
  private draft: string | null = null;

  constructor() {
    super();
    this.adding = false;
    this.chosen = "eventType";
    this.types = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearTimeout(this.timer);
    this.draft = null;
  }

  protected override render(): unknown {
    const t = criteriaWords();
    const given = criteriaOf(this.route);
    return html`<form class="criteria" role="search" aria-label=${t.search} novalidate @submit=${this.submitted}>
      <div class="criteria-main">
        <div class="criteria-text">
          ${icon("search")}
          <input
            type="search"
            name="text"
            aria-label=${t.text}
            placeholder=${t.textHint}
            autocomplete="off"
            spellcheck="false"
            maxlength="1000"
            .value=${live(this.draft ?? given.get("text") ?? "")}
            aria-invalid=${this.invalid("text")}
            aria-describedby=${this.mistake("text") ? "criteria-text" : nothing}
            @input=${this.typed}
          />
          ${this.said("text")}
        </div>
        ${this.timeField("from", given)} ${this.timeField("to", given)}
        <button
          type="button"
          class="criteria-add"
          aria-expanded=${this.adding ? "true" : "false"}
          @click=${this.toggleAdding}
        >
          ${icon("add")}${t.addFilter}
        </button>
      </div>
      ${this.adding ? this.adder() : nothing} ${this.chips(given)}
    </form>`;
  }

  private timeField(name: "from" | "to", given: URLSearchParams): unknown {
    return html`<label class=${given.has(name) || this.adding ? "field criteria-time" : "field criteria-time unused"}>
      <span>${criterionName(name)}</span>
      <input
        type="datetime-local"
        name=${name}
        step="1"
        title=${criteriaWords().local(Intl.DateTimeFormat().resolvedOptions().timeZone)}
        .value=${live(localOf(given.get(name)))}
        aria-invalid=${this.invalid(name)}
        aria-describedby=${this.mistake(name) ? `criteria-${name}` : nothing}
        @change=${this.timed}
      />
      ${this.said(name)}
    </label>`;
  }

  private chips(given: URLSearchParams): unknown {
    const t = criteriaWords();
    const shown = [...given].filter(
      ([name, value]) => CHIPS.includes(name as Criterion) || ((name === "from" || name === "to") && !isInstant(value)),
    );
    if (shown.length === 0 && !given.has("from") && !given.has("to")) {
      return nothing;
    }
    return html`<div class="criteria-chips">
      ${
        shown.length > 0
          ? html`<ul aria-label=${t.criteria}>
              ${shown.map(([name, value]) => this.chip(name as Criterion, value))}
            </ul>`
          : nothing
      }
      <button type="button" class="link small" @click=${this.clear}>${t.clear}</button>
    </div>`;
  }

  private chip(name: Criterion, value: string): unknown {
    return html`<li class=${this.mistake(name) ? "chip wrong" : "chip"} data-criterion=${name}>
      <span class="chip-name">${criterionName(name)}</span>
      <bdi class="chip-value">${value}</bdi>
      <button
        type="button"
        class="plain"
        aria-label=${criteriaWords().remove(criterionName(name), value)}
        @click=${() => this.takeAway(name, value)}
      >
        ${icon("close")}
      </button>
      ${name === "from" || name === "to" ? nothing : this.said(name)}
    </li>`;
  }

  private adder(): unknown {
    const t = criteriaWords();
    const name = this.chosen;
    return html`<div class="criteria-adder row">
      <label class="field">
        <span>${t.criterion}</span>
        <select name="criterion" @change=${this.choose}>
          ${CHIPS.map((one) => html`<option value=${one} ?selected=${one === name}>${criterionName(one)}</option>`)}
        </select>
      </label>
      <label class="field criteria-value">
        <span>${t.value}</span>
        <input
          name="value"
          autocomplete="off"
          spellcheck="false"
          inputmode=${name === "after" ? "numeric" : "text"}
          placeholder=${name === "asOf" ? t.asOfHint : name === "where" ? t.whereHint : ""}
          list=${name === "eventType" ? "criteria-event-types" : nothing}
        />
      </label>
      <datalist id="criteria-event-types">${this.types.map((type) => html`<option value=${type}></option>`)}</datalist>
      <button class="primary">${t.add}</button>
    </div>`;
  }

  private said(name: Criterion): unknown {
    const mistake = this.mistake(name);
    return mistake
      ? html`<span class="criteria-wrong" id=${`criteria-${name}`} role="alert">${mistake}</span>`
      : nothing;
  }

  private mistake(name: Criterion): string | undefined {
    return this.problem instanceof Problem
      ? this.problem.violations.find((one) => one.field === name)?.message
      : undefined;
  }

  private invalid(name: Criterion): "true" | "false" {
    return this.mistake(name) ? "true" : "false";
  }

  private readonly typed = (event: Event): void => {
    this.draft = (event.target as HTMLInputElement).value;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(this.settle, REST_MILLIS);
  };

  private readonly settle = (): void => {
    window.clearTimeout(this.timer);
    if (this.draft !== null) {
      const text = this.draft;
      this.draft = null;
      change({ text: text || undefined });
    }
  };

  private readonly timed = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    // While a year is typed digit by digit, the field has the years 2, 20 and 202 in between.
    if (input.value && input.value < "1000") {
      return;
    }
    change({ [input.name]: input.value ? instantOf(input.value, input.name === "to") : undefined }, true);
  };

  private readonly submitted = (event: SubmitEvent): void => {
    event.preventDefault();
    this.settle();
    const value = this.querySelector<HTMLInputElement>("input[name=value]");
    if (!value?.value) {
      return;
    }
    const name = this.chosen;
    const old = (REPEATABLE as readonly string[]).includes(name) ? here().params.getAll(name) : [];
    change({ [name]: [...new Set([...old, value.value])] }, true);
    value.value = "";
    value.focus();
  };

  private takeAway(name: Criterion, value: string): void {
    const rest = here()
      .params.getAll(name)
      .filter((one) => one !== value);
    change({ [name]: rest }, true);
    this.querySelector<HTMLElement>(".criteria-add")!.focus();
  }

  private readonly clear = (): void => {
    this.draft = null;
    window.clearTimeout(this.timer);
    change(noCriteria(), true);
    this.querySelector<HTMLElement>("input[name=text]")!.focus();
  };

  private readonly choose = (event: Event): void => {
    this.chosen = (event.target as HTMLSelectElement).value as Criterion;
  };

  private readonly toggleAdding = async (): Promise<void> => {
    this.adding = !this.adding;
    if (!this.adding) {
      return;
    }
    await this.updateComplete;
    this.querySelector<HTMLElement>("select[name=criterion]")!.focus();
    const store = storeOf(this.route);
    if (this.typesOf !== store) {
      try {
        const found = await read<{ eventTypes: { eventType: string; count: number }[] }>(inStore(store, "event-types"));
        found.eventTypes.sort((a, b) => b.count - a.count);
        this.types = found.eventTypes.slice(0, MOST_SUGGESTIONS).map((one) => one.eventType);
        this.typesOf = store;
      } catch {
        // Without suggestions a type can be typed all the same.
        this.types = [];
      }
    }
  };
}

customElements.define("criteria-form", CriteriaForm);
