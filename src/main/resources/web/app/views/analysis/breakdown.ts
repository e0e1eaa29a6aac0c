import { html, type TemplateResult } from "lit";
import { percent } from "../../frame/format";
import type { Palette } from "../../parts/chart";
import { words } from "./messages";
import { type Bar, barsOption } from "./options";

/** Counts by one property of events. */
export interface Breakdown {
  /** The criterion that finds the events of one bar. */
  readonly name: string;
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
  /** Whether events without the property count under the key `unknown`, which no criterion finds. */
  readonly missing: boolean;
  readonly total: number;
  readonly file: string;
  readonly link: (name: string, value: string) => string;
}

const TOP = 12;
const ROW_PIXELS = 26;

/** Returns a card with the largest counts as bars, what is left as one more, and all of them as a table. */
export function breakdown(of: Breakdown): TemplateResult {
  const t = words();
  const all = Object.entries(of.counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const top = all.slice(0, TOP);
  const rest = all.slice(TOP).reduce((sum, [, count]) => sum + count, 0);
  const isMissing = (key: string) => of.missing && key === "unknown";
  const linkOf = (at: number) => {
    const key = all[at]?.[0];
    return key === undefined || isMissing(key) ? undefined : of.link(of.name, key);
  };
  const bars: Bar[] = top.map(([key, count]) => ({ label: isMissing(key) ? t.unknown : key, count, rest: false }));
  if (all.length > TOP) {
    bars.push({ label: t.others(all.length - TOP), count: rest, rest: true });
  }
  return html`<section class="card" id=${`by-${of.name}`}>
    <h2>${of.title}</h2>
    <mayfly-chart
      .label=${t.top(of.title, top.length, all.length)}
      .file=${of.file}
      .height=${Math.max(120, bars.length * ROW_PIXELS + 12)}
      .table=${{
        columns: [t.name, t.count, t.share],
        rows: all.map(([key, count]) => [key, count, percent(count / of.total)]),
        link: (row: number, column: number) => (column === 0 ? linkOf(row) : undefined),
      }}
      .option=${(colours: Palette) => barsOption(colours, bars)}
      .picked=${({ dataIndex }: { dataIndex: number }) => {
        const link = dataIndex < TOP ? linkOf(dataIndex) : undefined;
        if (link) {
          window.location.hash = link;
        }
      }}
    ></mayfly-chart>
  </section>`;
}
