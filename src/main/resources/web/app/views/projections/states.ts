import { html, nothing, type TemplateResult } from "lit";
import { call, inStore } from "../../frame/api";
import { elements, members } from "../../frame/json";
import type { Params } from "../../frame/route";
import type { Projection } from "../../frame/types";
import { jsonText } from "../../parts/json-text";
import { words } from "./messages";

/** A projection and the text of its definition, as it was sent; one that is part of the server has none. */
export interface Declared {
  readonly projection: Projection;
  readonly definition: string | null;
}

/** What the events of one key add up to; the key and the values of its fields are JSON texts. */
export interface State {
  readonly key: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** A page of states. */
export interface StatePage {
  readonly position: number;
  readonly states: readonly State[];
  readonly next: string | null;
}

/** Returns the projection of a name. */
export async function readProjection(store: string, name: string, signal: AbortSignal): Promise<Declared> {
  const response = await call("GET", inStore(store, "projections", name), { signal });
  return declaredOf(await response.text());
}

/** Returns all declared projections of a store; those written in Java have no definition. */
export async function readProjections(store: string, signal: AbortSignal): Promise<readonly Declared[]> {
  const response = await call("GET", inStore(store, "projections"), { signal });
  const list = members(await response.text()).get("projections") ?? "[]";
  return elements(list)
    .map(declaredOf)
    .filter(({ definition }) => definition !== "null");
}

/** Returns a page of a projection's states. */
export async function readStates(store: string, name: string, params: Params, signal: AbortSignal): Promise<StatePage> {
  const response = await call("GET", inStore(store, "projections", name, "state"), { params, signal });
  return statesOf(await response.text());
}

/** Returns the states in a text of the API. */
export function statesOf(text: string): StatePage {
  const found = members(text);
  return {
    position: Number(found.get("position")),
    next: JSON.parse(found.get("next") ?? "null") as string | null,
    states: elements(found.get("states") ?? "[]").map((one) => {
      const state = members(one);
      return { key: state.get("key") ?? "null", fields: members(state.get("fields") ?? "{}") };
    }),
  };
}

/** Returns the paths that a definition's text groups by, none for one group of all events. */
export function groupPaths(definition: string): readonly string[] {
  const value = JSON.parse(members(definition).get("groupBy") ?? "null") as string | string[] | null;
  return value === null ? [] : Array.isArray(value) ? value : [value];
}

/** Returns the names of the fields that a definition's text declares, in its order. */
export function fieldNames(definition: string): readonly string[] {
  return [...members(members(definition).get("fields") ?? "{}").keys()];
}

/** Returns states as a table: a column for each part of the key and for each field. */
export function stateTable(label: string, definition: string, states: readonly State[]): TemplateResult {
  const t = words();
  const paths = groupPaths(definition);
  const names = fieldNames(definition);
  const numeric = new Set(names.filter((name) => states.some((state) => isNumber(state.fields.get(name)))));
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}>
    <table class="pj-states">
      <thead>
        <tr>
          ${
            paths.length === 0
              ? html`<th scope="col">${t.key}</th>`
              : paths.map((path) => html`<th scope="col"><code>${path}</code></th>`)
          }
          ${names.map((name) => html`<th scope="col" class=${numeric.has(name) ? "number" : nothing}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${states.map(
          (state) =>
            html`<tr>
              ${keyCells(state.key, paths.length)}
              ${names.map(
                (name) =>
                  html`<td class=${numeric.has(name) ? "number" : nothing}>${value(state.fields.get(name))}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function keyCells(key: string, parts: number): unknown {
  if (parts === 0) {
    return html`<th scope="row" class="quiet">${words().allEvents}</th>`;
  }
  const texts = key.startsWith("[") ? elements(key) : [key];
  return texts.map((text, at) =>
    at === 0 ? html`<th scope="row" class="pj-key">${plain(text)}</th>` : html`<td>${plain(text)}</td>`,
  );
}

function value(text: string | undefined): unknown {
  if (text === undefined || text === "null") {
    return html`<span class="quiet">${words().noValue}</span>`;
  }
  if (!text.startsWith("{") && !text.startsWith("[")) {
    return plain(text);
  }
  return html`<details class="pj-value">
    <summary><code>${text.length > 60 ? `${text.slice(0, 57)}…` : text}</code></summary>
    ${jsonText(text)}
  </details>`;
}

function plain(text: string): string {
  return text.startsWith('"') ? (JSON.parse(text) as string) : text;
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && /^-?[0-9]/.test(text);
}

function declaredOf(text: string): Declared {
  return { projection: JSON.parse(text) as Projection, definition: members(text).get("definition") ?? null };
}
