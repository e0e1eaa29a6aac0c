import { html } from "lit";
import { shortTime } from "../../frame/format";
import { type Route, change } from "../../frame/route";
import { marked } from "../../parts/hits";
import { words } from "../../frame/words";
import { criterionName } from "../../parts/criteria";
import { IN_METADATA, nameOf } from "../../parts/dimensions";
import { t } from "./messages";
import type { Row } from "./row";

/** A column of the list. */
export interface Column {
  readonly name: string;
  /** Its least width in pixels, and its share of what is left; 0 keeps it at its least. */
  readonly least: number;
  readonly share: number;
  readonly title: () => string;
  readonly cell: (row: Row) => unknown;
}

/** All columns, in their order. */
export const COLUMNS: readonly Column[] = [
  { name: "position", least: 92, share: 0, title: () => words().position, cell: (row) => row.position },
  { name: "time", least: 178, share: 0, title: () => words().time, cell: (row) => shortTime(row.timestamp) },
  { name: "type", least: 170, share: 1, title: () => t().type, cell: (row) => row.eventType },
  {
    name: "aggregate",
    least: 150,
    share: 1,
    title: () => words().aggregate,
    cell: (row) => html`<bdi>${row.aggregateId}</bdi>`,
  },
  { name: "version", least: 72, share: 0, title: () => words().version, cell: (row) => row.version },
  ...IN_METADATA.map((dimension) => ({
    name: dimension.english.toLowerCase(),
    least: 120,
    share: 0.6,
    title: () => nameOf(dimension),
    cell: (row: Row) => row.indexed[dimension.field],
  })),
  {
    name: "correlation",
    least: 140,
    share: 0.6,
    title: () => criterionName("correlationId"),
    cell: (row) => row.correlationId,
  },
  { name: "tags", least: 130, share: 0.6, title: () => t().tags, cell: (row) => row.tags },
  { name: "data", least: 220, share: 2.4, title: () => t().data, cell: (row) => marked(row.excerpt) },
];

const USUAL = ["position", "time", "type", "aggregate", "data"];

/** Returns the columns that a place shows. */
export function columnsOf(route: Route): readonly Column[] {
  const chosen = route.params.get("columns")?.split(",") ?? USUAL;
  const found = COLUMNS.filter((column) => chosen.includes(column.name));
  return found.length > 0 ? found : COLUMNS.filter((column) => USUAL.includes(column.name));
}

/** Returns the columns' widths as a grid takes them. */
export function widthsOf(columns: readonly Column[]): string {
  return columns.map(({ least, share }) => (share ? `minmax(${least}px, ${share}fr)` : `${least}px`)).join(" ");
}

/** Returns what chooses the columns of a place. */
export function columnChoice(route: Route): unknown {
  const shown = columnsOf(route);
  return html`<details class="ev-columns" @keydown=${closeOnEscape}>
    <summary class="button">${t().columns}</summary>
    <fieldset @change=${choose}>
      <legend class="unseen">${t().columns}</legend>
      ${COLUMNS.map(
        (column) =>
          html`<label class="check"
            ><input type="checkbox" name=${column.name} .checked=${shown.includes(column)} />${column.title()}</label
          >`,
      )}
    </fieldset>
  </details>`;
}

function choose(event: Event): void {
  const boxes = (event.currentTarget as HTMLElement).querySelectorAll<HTMLInputElement>("input:checked");
  const names = [...boxes].map((box) => box.name).join();
  change({ columns: names === USUAL.join() ? undefined : names });
}

function closeOnEscape(event: KeyboardEvent): void {
  if (event.key === "Escape") {
    const details = event.currentTarget as HTMLDetailsElement;
    details.open = false;
    details.querySelector("summary")!.focus();
  }
}
