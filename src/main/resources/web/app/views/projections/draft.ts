import { elements, members } from "../../frame/json";
import { DIMENSIONS, type DimensionName } from "../../parts/dimensions";

/** The criteria that the form has rows for. */
export const CRITERIA: readonly CriterionName[] = [...DIMENSIONS.map(({ field }) => field), "text", "from", "to"];

/** What a field can make of the values that it is given. */
export const KINDS = ["count", "sum", "min", "max", "distinct", "last", "merge"] as const;

/** A name of a criterion. */
export type CriterionName = DimensionName | "text" | "from" | "to";

/** A name of what a field does. */
export type Kind = (typeof KINDS)[number];

/** A row that says one value of a criterion. */
export interface CriterionRow {
  readonly id: number;
  readonly name: CriterionName;
  readonly value: string;
}

/** A row that says one path to group by. */
export interface PathRow {
  readonly id: number;
  readonly path: string;
}

/** A row that says one field. */
export interface FieldRow {
  readonly id: number;
  readonly name: string;
  readonly kind: Kind;
  readonly path: string;
}

/** How events are put together. */
export type Grouping = "none" | "aggregateId" | "paths";

/** The definition of a projection while it is being made. */
export interface Draft {
  readonly criteria: readonly CriterionRow[];
  /** What the definition matches by and the form has no rows for, each as JSON text. */
  readonly others: ReadonlyMap<string, string>;
  readonly grouping: Grouping;
  readonly paths: readonly PathRow[];
  /** Whether keys are arrays even where there is one path. */
  readonly compound: boolean;
  readonly fields: readonly FieldRow[];
}

const SINGLE: ReadonlySet<string> = new Set(["text", "from", "to"]);

let rows = 0;

/** Returns an id for a row that no other row has. */
export function rowId(): number {
  return ++rows;
}

/** Returns what the form begins with: the number of all events. */
export function newDraft(): Draft {
  return {
    criteria: [],
    others: new Map(),
    grouping: "none",
    paths: [],
    compound: false,
    fields: [{ id: rowId(), name: "events", kind: "count", path: "" }],
  };
}

/** Tells whether a criterion can be there once only. */
export function isSingle(name: CriterionName): boolean {
  return SINGLE.has(name);
}

/** Returns the criteria of the rows that have a value, by name. */
export function criteriaOf(draft: Draft): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { name, value } of draft.criteria) {
    if (value !== "") {
      (found[name] ??= []).push(value);
    }
  }
  return found;
}

/** Returns the names that more than one field has. */
export function namesTwice(draft: Draft): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of draft.fields) {
    if (seen.has(name)) {
      twice.add(name);
    }
    seen.add(name);
  }
  return twice;
}

/** Returns the JSON text of the definition; rows that are not filled in yet are left out. */
export function definitionOf(draft: Draft): string {
  const parts: string[] = [];
  const match = Object.entries(criteriaOf(draft)).map(
    ([name, values]) => `${quote(name)}:${SINGLE.has(name) ? quote(values[0]) : `[${values.map(quote).join(",")}]`}`,
  );
  for (const [name, text] of draft.others) {
    match.push(`${quote(name)}:${text}`);
  }
  if (match.length > 0) {
    parts.push(`"match":{${match.join(",")}}`);
  }
  const paths = draft.paths.map((row) => row.path).filter((path) => path !== "");
  if (draft.grouping === "aggregateId") {
    parts.push('"groupBy":"aggregateId"');
  } else if (draft.grouping === "paths" && paths.length > 0) {
    const compound = draft.compound || paths.length > 1;
    parts.push(`"groupBy":${compound ? `[${paths.map(quote).join(",")}]` : quote(paths[0])}`);
  }
  const twice = namesTwice(draft);
  const fields = draft.fields
    .filter((row) => row.name !== "" && !twice.has(row.name) && (row.kind === "count" || row.path !== ""))
    .map((row) => `${quote(row.name)}:{"${row.kind}":${row.kind === "count" ? "true" : quote(row.path)}}`);
  parts.push(`"fields":{${fields.join(",")}}`);
  return `{${parts.join(",")}}`;
}

/** Returns the draft that a definition's JSON text says, or null if the form cannot show all of it. */
export function draftOf(text: string): Draft | null {
  try {
    JSON.parse(text);
    const found = members(text);
    for (const name of found.keys()) {
      if (name !== "match" && name !== "groupBy" && name !== "fields") {
        return null;
      }
    }
    return {
      ...matchOf(found.get("match")),
      ...groupingOf(found.get("groupBy")),
      fields: fieldsOf(found.get("fields")),
    };
  } catch {
    return null;
  }
}

function matchOf(text: string | undefined): Pick<Draft, "criteria" | "others"> {
  const criteria: CriterionRow[] = [];
  const others = new Map<string, string>();
  for (const [name, value] of members(text ?? "{}")) {
    const known = CRITERIA.find((one) => one === name);
    if (!known) {
      others.set(name, value);
      continue;
    }
    const values = value.startsWith("[") ? elements(value) : [value];
    for (const one of values) {
      criteria.push({ id: rowId(), name: known, value: stringOf(one) });
    }
  }
  return { criteria, others };
}

function groupingOf(text: string | undefined): Pick<Draft, "grouping" | "paths" | "compound"> {
  if (text === undefined || text === "null") {
    return { grouping: "none", paths: [], compound: false };
  }
  if (text.startsWith("[")) {
    const paths = elements(text).map((one) => ({ id: rowId(), path: stringOf(one) }));
    return { grouping: "paths", paths, compound: true };
  }
  const path = stringOf(text);
  return path === "aggregateId"
    ? { grouping: "aggregateId", paths: [], compound: false }
    : { grouping: "paths", paths: [{ id: rowId(), path }], compound: false };
}

function fieldsOf(text: string | undefined): FieldRow[] {
  const fields: FieldRow[] = [];
  for (const [name, field] of members(text ?? "{}")) {
    const [[word, value], ...more] = members(field);
    const kind = KINDS.find((one) => one === word);
    if (!kind || more.length > 0 || (kind === "count" && value !== "true")) {
      throw new Error("not a field that the form has a row for");
    }
    fields.push({ id: rowId(), name, kind, path: kind === "count" ? "" : stringOf(value) });
  }
  return fields;
}

function stringOf(text: string): string {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "string") {
    throw new Error("not a string");
  }
  return value;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
