import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { type Violation, inStore, read } from "../../frame/api";
import { DIMENSIONS, nameOf } from "../../parts/dimensions";
import { icon } from "../../parts/icons";
import { Part } from "../../parts/view";
import {
  CRITERIA,
  type CriterionName,
  type CriterionRow,
  type Draft,
  type FieldRow,
  type Grouping,
  KINDS,
  type Kind,
  type PathRow,
  isSingle,
  namesTwice,
  rowId,
} from "./draft";
import { words } from "./messages";
import type { Suggestion } from "./suggestions";

/** Tells that the rows say something else; sent with the new draft. */
export const DRAFT_CHANGED = "mayfly:draft";

const GROUPINGS: readonly Grouping[] = ["none", "aggregateId", "paths"];

/** Returns what a criterion is called. */
function titleOf(name: CriterionName): string {
  const dimension = DIMENSIONS.find((one) => one.field === name);
  return dimension ? nameOf(dimension) : words()[name as "text" | "from" | "to"];
}

/** The rows that a definition is made of: its criteria, what it groups by, and its fields. */
class DefinitionRows extends Part {
  static override properties = {
    route: { attribute: false },
    store: {},
    draft: { attribute: false },
    paths: { attribute: false },
    violations: { attribute: false },
    types: { state: true },
  };

  /** Changes with the language, which the texts are in. */
  declare route: unknown;
  declare store: string;
  declare draft: Draft;
  declare paths: readonly Suggestion[];
  declare violations: readonly Violation[];
  declare private types: readonly string[];

  private readonly left = new AbortController();

  constructor() {
    super();
    this.types = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.left.abort();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("store")) {
      read<{ eventTypes: { eventType: string }[] }>(inStore(this.store, "event-types"), {}, this.left.signal).then(
        ({ eventTypes }) => (this.types = eventTypes.slice(0, 500).map((one) => one.eventType)),
        () => undefined,
      );
    }
  }

  protected override render(): unknown {
    return html`
      ${this.matchCard()} ${this.groupCard()} ${this.fieldsCard()}
      <datalist id="pj-paths">
        ${this.paths.map((one) => html`<option value=${one.path}>${one.example}</option>`)}
      </datalist>
      <datalist id="pj-numbers">
        ${this.paths
          .filter((one) => one.kind === "number")
          .map((one) => html`<option value=${one.path}>${one.example}</option>`)}
      </datalist>
      <datalist id="pj-keys">
        ${this.paths
          .filter((one) => one.kind !== "object")
          .map((one) => html`<option value=${one.path}>${one.example}</option>`)}
      </datalist>
      <datalist id="pj-types">${this.types.map((type) => html`<option value=${type}></option>`)}</datalist>
    `;
  }

  private matchCard(): unknown {
    const t = words();
    return html`<fieldset class="card">
      <legend>${t.match}</legend>
      <p class="quiet small">${t.matchHint}</p>
      ${repeat(
        this.draft.criteria,
        (row) => row.id,
        (row, at) => this.criterionRow(row, at),
      )}
      ${[...this.draft.others].map(
        ([name, text]) => html`<p class="small">${t.matchOthers} <code>"${name}": ${text}</code></p>`,
      )}
      <p class="actions">
        <button type="button" class="small" id="pj-add-criterion" @click=${this.addCriterion}>
          ${icon("add")}${t.addCriterion}
        </button>
      </p>
    </fieldset>`;
  }

  private criterionRow(row: CriterionRow, at: number): unknown {
    const t = words();
    const nth = this.draft.criteria.slice(0, at).filter((one) => one.name === row.name).length;
    const mistake = this.mistake(`match.${row.name}`, nth);
    return html`<div class="pj-row">
      <label class="field"
        >${t.criterion}
        <select
          @change=${(event: Event) =>
            this.criterion(row, { name: (event.target as HTMLSelectElement).value as CriterionName })}
        >
          ${CRITERIA.filter((name) => !isSingle(name) || name === row.name || !this.has(name)).map(
            (name) => html`<option value=${name} ?selected=${name === row.name}>${titleOf(name)}</option>`,
          )}
        </select>
      </label>
      <label class="field pj-wide"
        >${t.value}
        <input
          required
          autocomplete="off"
          list=${row.name === "eventType" ? "pj-types" : nothing}
          placeholder=${row.name === "from" || row.name === "to" ? "2026-01-31T00:00:00Z" : ""}
          aria-invalid=${mistake ? "true" : nothing}
          .value=${row.value}
          @input=${(event: Event) => this.criterion(row, { value: (event.target as HTMLInputElement).value })}
        />
      </label>
      ${this.drop(t.dropCriterion(at + 1), () => this.dropCriterion(row))} ${this.said(mistake)}
    </div>`;
  }

  private groupCard(): unknown {
    const t = words();
    const labels = { none: t.groupNone, aggregateId: t.groupAggregate, paths: t.groupPaths };
    const { grouping, paths } = this.draft;
    return html`<fieldset class="card">
      <legend>${t.grouping}</legend>
      <p class="pj-choices">
        ${GROUPINGS.map(
          (one) =>
            html`<label class="check"
              ><input
                type="radio"
                name="grouping"
                value=${one}
                .checked=${one === grouping}
                @change=${() => this.group(one)}
              />${labels[one]}</label
            >`,
        )}
      </p>
      ${
        grouping === "paths"
          ? html`${repeat(
                paths,
                (row) => row.id,
                (row, at) => this.pathRow(row, at),
              )}
              <p class="actions">
                <button
                  type="button"
                  class="small"
                  id="pj-add-path"
                  ?disabled=${paths.length >= 8}
                  @click=${this.addPath}
                >
                  ${icon("add")}${t.addPath}
                </button>
              </p>`
          : this.said(this.mistake("groupBy"))
      }
    </fieldset>`;
  }

  private pathRow(row: PathRow, at: number): unknown {
    const t = words();
    const alone = this.draft.paths.length === 1;
    const mistake = this.mistake(alone && !this.draft.compound ? "groupBy" : `groupBy[${at}]`);
    return html`<div class="pj-row">
      <label class="field pj-wide"
        >${t.pathN(at + 1)}
        <input
          required
          class="mono"
          autocomplete="off"
          spellcheck="false"
          list="pj-keys"
          placeholder="data.currency"
          aria-invalid=${mistake ? "true" : nothing}
          .value=${row.path}
          @input=${(event: Event) => this.path(row, (event.target as HTMLInputElement).value)}
        />
      </label>
      ${alone ? nothing : this.drop(t.dropPath(at + 1), () => this.dropPath(row))} ${this.said(mistake)}
    </div>`;
  }

  private fieldsCard(): unknown {
    const t = words();
    const twice = namesTwice(this.draft);
    return html`<fieldset class="card">
      <legend>${t.fields}</legend>
      ${repeat(
        this.draft.fields,
        (row) => row.id,
        (row, at) => this.fieldRow(row, at, twice.has(row.name) && row.name !== ""),
      )}
      ${this.said(this.mistake("fields"))}
      <p class="actions">
        <button
          type="button"
          class="small"
          id="pj-add-field"
          ?disabled=${this.draft.fields.length >= 100}
          @click=${this.addField}
        >
          ${icon("add")}${t.addField}
        </button>
      </p>
    </fieldset>`;
  }

  private fieldRow(row: FieldRow, at: number, twice: boolean): unknown {
    const t = words();
    const wrongPath = this.mistake(`fields.${row.name}.${row.kind}`);
    const wrongName = twice ? t.twice : this.mistake(`fields.${row.name}`);
    const numbers = row.kind === "sum" || row.kind === "min" || row.kind === "max";
    return html`<div class="pj-row">
      <label class="field pj-field-name"
        >${t.fieldName}
        <input
          required
          maxlength="255"
          autocomplete="off"
          spellcheck="false"
          aria-invalid=${wrongName ? "true" : nothing}
          .value=${row.name}
          @input=${(event: Event) => this.field(row, { name: (event.target as HTMLInputElement).value })}
        />
      </label>
      <label class="field"
        >${t.kind}
        <select
          @change=${(event: Event) => this.field(row, { kind: (event.target as HTMLSelectElement).value as Kind })}
        >
          ${KINDS.map(
            (kind) => html`<option value=${kind} ?selected=${kind === row.kind}>${t[`kind${kind}`]}</option>`,
          )}
        </select>
      </label>
      ${
        row.kind === "count"
          ? html`<span class="pj-wide"></span>`
          : html`<label class="field pj-wide"
              >${t.path}
              <input
                required
                class="mono"
                autocomplete="off"
                spellcheck="false"
                list=${numbers ? "pj-numbers" : "pj-paths"}
                placeholder=${numbers ? "data.amount" : "data"}
                aria-invalid=${wrongPath ? "true" : nothing}
                .value=${row.path}
                @input=${(event: Event) => this.field(row, { path: (event.target as HTMLInputElement).value })}
              />
            </label>`
      }
      ${this.drop(t.dropField(at + 1), () => this.dropField(row))} ${this.said(wrongName ?? wrongPath)}
    </div>`;
  }

  private drop(label: string, act: () => void): unknown {
    return html`<button type="button" class="plain pj-drop" aria-label=${label} title=${label} @click=${act}>
      ${icon("close")}
    </button>`;
  }

  private said(mistake: string | undefined): unknown {
    return mistake ? html`<p class="pj-mistake small" role="alert">${mistake}</p>` : nothing;
  }

  /** Returns what is wrong with a field of the definition, or with its nth value where it has several. */
  private mistake(field: string, nth?: number): string | undefined {
    return this.violations.find((one) => one.field === field || (nth !== undefined && one.field === `${field}[${nth}]`))
      ?.message;
  }

  private has(name: CriterionName): boolean {
    return this.draft.criteria.some((row) => row.name === name);
  }

  private criterion(row: CriterionRow, more: Partial<CriterionRow>): void {
    this.set({ criteria: this.draft.criteria.map((one) => (one.id === row.id ? { ...one, ...more } : one)) });
  }

  private path(row: PathRow, path: string): void {
    this.set({ paths: this.draft.paths.map((one) => (one.id === row.id ? { ...one, path } : one)) });
  }

  private field(row: FieldRow, more: Partial<FieldRow>): void {
    this.set({ fields: this.draft.fields.map((one) => (one.id === row.id ? { ...one, ...more } : one)) });
  }

  private group(grouping: Grouping): void {
    const paths = this.draft.paths.length > 0 ? this.draft.paths : [{ id: rowId(), path: "" }];
    this.set({ grouping, paths });
  }

  private readonly addCriterion = (): void => {
    this.set({ criteria: [...this.draft.criteria, { id: rowId(), name: "eventType", value: "" }] });
    void this.focusLast("#pj-add-criterion", "input");
  };

  private readonly addPath = (): void => {
    this.set({ paths: [...this.draft.paths, { id: rowId(), path: "" }] });
    void this.focusLast("#pj-add-path", "input");
  };

  private readonly addField = (): void => {
    this.set({ fields: [...this.draft.fields, { id: rowId(), name: "", kind: "sum", path: "" }] });
    void this.focusLast("#pj-add-field", "input");
  };

  private dropCriterion(row: CriterionRow): void {
    this.set({ criteria: this.draft.criteria.filter((one) => one.id !== row.id) });
    this.querySelector<HTMLElement>("#pj-add-criterion")?.focus();
  }

  private dropPath(row: PathRow): void {
    this.set({ paths: this.draft.paths.filter((one) => one.id !== row.id) });
    this.querySelector<HTMLElement>("#pj-add-path")?.focus();
  }

  private dropField(row: FieldRow): void {
    this.set({ fields: this.draft.fields.filter((one) => one.id !== row.id) });
    this.querySelector<HTMLElement>("#pj-add-field")?.focus();
  }

  /** Gives the focus to the first input of the row that was added last above a button. */
  private async focusLast(button: string, input: string): Promise<void> {
    await this.updateComplete;
    const rows = this.querySelector(button)?.closest("fieldset")?.querySelectorAll(".pj-row");
    rows?.[rows.length - 1]?.querySelector<HTMLElement>(input)?.focus();
  }

  private set(more: Partial<Draft>): void {
    this.draft = { ...this.draft, ...more };
    this.dispatchEvent(new CustomEvent<Draft>(DRAFT_CHANGED, { detail: this.draft }));
  }
}

customElements.define("definition-rows", DefinitionRows);
