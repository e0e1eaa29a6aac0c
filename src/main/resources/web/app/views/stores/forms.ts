import { html, nothing, type TemplateResult } from "lit";
import { Problem } from "../../frame/api";
import { storesWords } from "./messages";

/** The names that stores and snapshots may have, as a pattern of an input. */
export const NAME_PATTERN = "[a-z0-9][a-z0-9\\-]{0,62}";

/** What a field of a form is like. */
export interface Field {
  readonly label: string;
  readonly name: string;
  /** The prefix of its id, so that two forms of a page can have a field of a name. */
  readonly form: string;
  readonly type?: "text" | "number";
  readonly value?: string | number;
  readonly required?: boolean;
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: string;
  readonly placeholder?: string;
  readonly list?: string;
  readonly hint?: string;
  /** What is wrong with it; "" is nothing. */
  readonly wrong?: string;
  /** What is shown beside the input. */
  readonly beside?: TemplateResult;
}

/** Returns an input with its label, its hint and what is wrong with it. */
export function field(of: Field): TemplateResult {
  const id = `${of.form}-${of.name}`;
  const described = [of.hint ? `${id}-hint` : "", of.wrong ? `${id}-wrong` : ""].filter(Boolean).join(" ");
  return html`<div class="field stores-field">
    <label for=${id}>${of.label}</label>
    <span class="stores-beside">
      <input
        id=${id}
        name=${of.name}
        type=${of.type ?? "text"}
        value=${of.value ?? nothing}
        ?required=${of.required}
        pattern=${of.pattern ?? nothing}
        min=${of.min ?? nothing}
        max=${of.max ?? nothing}
        step=${of.step ?? nothing}
        placeholder=${of.placeholder ?? nothing}
        list=${of.list ?? nothing}
        title=${of.pattern && of.hint ? of.hint : nothing}
        autocomplete="off"
        spellcheck="false"
        aria-invalid=${of.wrong ? "true" : nothing}
        aria-describedby=${described || nothing}
      />
      ${of.beside ?? nothing}</span
    >
    ${of.hint ? html`<span id="${id}-hint" class="small">${of.hint}</span>` : nothing}
    ${of.wrong ? html`<span id="${id}-wrong" class="stores-wrong small" role="alert">${of.wrong}</span>` : nothing}
  </div>`;
}

/** Returns a choice with its label. */
export function choice(
  form: string,
  name: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  changed?: (value: string) => void,
): TemplateResult {
  const id = `${form}-${name}`;
  const change = (event: Event) => changed?.((event.target as HTMLSelectElement).value);
  return html`<div class="field stores-field">
    <label for=${id}>${label}</label>
    <select id=${id} name=${name} @change=${change}>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
    </select>
  </div>`;
}

/** Returns a number and a unit beside each other: together they are one value. */
export function measure(
  of: Field,
  units: readonly (readonly [value: string, text: string])[],
  chosen: string,
): TemplateResult {
  const unit = `${of.form}-${of.name}-unit`;
  return field({
    ...of,
    type: "number",
    min: of.min ?? 1,
    step: of.step ?? "1",
    beside: html`<select id=${unit} name="${of.name}-unit" aria-label="${of.label}: ${storesWords().unit}">
      ${units.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
    </select>`,
  });
}

/** Returns the units of time that {@link durationOf} reads. */
export function timeUnits(): [string, string][] {
  const t = storesWords();
  return [
    ["S", t.seconds],
    ["M", t.minutes],
    ["H", t.hours],
    ["D", t.days],
  ];
}

/** Returns the ISO 8601 duration that a measure of a form holds, or undefined if it is empty. */
export function durationOf(values: FormData, name: string): string | undefined {
  const count = text(values, name);
  if (!count) {
    return undefined;
  }
  const unit = text(values, `${name}-unit`);
  return unit === "D" ? `P${count}D` : `PT${count}${unit}`;
}

/** Returns what a field of a form holds, without blanks around it. */
export function text(values: FormData, name: string): string {
  const value = values.get(name);
  return typeof value === "string" ? value.trim() : "";
}

/** Returns what the server says of one of a request's fields, "" if nothing. */
export function wrong(failure: unknown, ...fields: readonly string[]): string {
  return failure instanceof Problem
    ? failure.violations
        .filter((one) => fields.includes(one.field))
        .map((one) => one.message)
        .join(" ")
    : "";
}

/** Tells whether a failure says something that none of those fields shows. */
export function isOfTheWhole(failure: unknown, ...fields: readonly string[]): boolean {
  if (!failure) {
    return false;
  }
  return (
    !(failure instanceof Problem) ||
    failure.violations.length === 0 ||
    failure.violations.some((one) => !fields.includes(one.field))
  );
}
