import { html, nothing, type TemplateResult } from "lit";
import { number, time } from "../../frame/format";
import { change, here, href } from "../../frame/route";
import { language } from "../../frame/settings";
import type { Palette } from "../../parts/chart";
import { words } from "./messages";
import { weekOption } from "./options";
import { isZone } from "./zones";

/** The hours of the week, and which of them is looked at. */
export interface Week {
  /** 7 rows, Monday first, of 24 counts. */
  readonly matrix: readonly (readonly number[])[];
  readonly byHour: Readonly<Record<string, number>>;
  readonly zone: string;
  /** Whether days are columns. */
  readonly tall: boolean;
  /** The cell that is looked at, as `<day>-<hour>`, if there is one. */
  readonly cell: string | null;
  readonly file: string;
  readonly link: (startMillis: number, endMillis: number) => string;
}

const HOUR_MILLIS = 3_600_000;
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
const SHOWN_HOURS = 24;

/** Returns a card with the hours of the week as a heatmap; below it are the hours of the selected cell. */
export function weekCard(week: Week): TemplateResult {
  const t = words();
  const short = weekdays("short");
  const long = weekdays("long");
  return html`<section class="card" id="week">
    <h2>${t.weekTitle}</h2>
    <mayfly-chart
      .label=${t.inZone(t.heatmap, week.zone)}
      .file=${week.file}
      .height=${week.tall ? 520 : 290}
      .table=${{
        columns: [t.weekday, ...HOURS],
        rows: week.matrix.map((row, day) => [long[day], ...row]),
        link: (row: number, column: number) =>
          column > 0 && week.matrix[row][column - 1] > 0 ? cellLink(row, column - 1) : undefined,
      }}
      .option=${(colours: Palette) => weekOption(colours, week.matrix, short, HOURS, week.tall)}
      .picked=${({ dataIndex }: { dataIndex: number }) =>
        change({ cell: `${Math.floor(dataIndex / 24)}-${dataIndex % 24}` })}
    ></mayfly-chart>
    ${hoursOf(week, long)}
  </section>`;
}

function hoursOf(week: Week, days: readonly string[]): unknown {
  const match = /^([0-6])-(\d|1\d|2[0-3])$/.exec(week.cell ?? "");
  if (!match) {
    return nothing;
  }
  const t = words();
  const [day, hour] = [Number(match[1]), Number(match[2])];
  const found = Object.entries(week.byHour)
    .filter(([key]) => Number(key.slice(11, 13)) === hour && weekdayOf(key) === day)
    .map(([key, count]) => ({ key, count, start: Date.parse(key) }))
    .sort((a, b) => b.start - a.start);
  const events = found.reduce((sum, one) => sum + one.count, 0);
  const more = found.length > SHOWN_HOURS ? `, ${t.cellMore(SHOWN_HOURS)}` : "";
  return html`<div class="an-cell" role="status">
    <h3>${t.cellTitle(days[day], HOURS[hour])}</h3>
    ${
      found.length === 0
        ? html`<p class="quiet">${t.cellNone}</p>`
        : html`<p class="quiet small">${t.cellText(events, found.length)}${more}</p>
            <ul class="an-hours">
              ${found.slice(0, SHOWN_HOURS).map(
                (one) =>
                  html`<li>
                    <a href=${week.link(one.start, one.start + HOUR_MILLIS)}
                      >${time(new Date(one.start), isZone(week.zone) ? week.zone : undefined)}</a
                    >
                    <span class="number">${number(one.count)}</span>
                  </li>`,
              )}
            </ul>`
    }
  </div>`;
}

function cellLink(day: number, hour: number): string {
  const { view, params } = here();
  const all = Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]));
  return href(view, { ...all, cell: `${day}-${hour}` });
}

/** Returns the day of the week, Monday being 0, of a key such as `2024-01-31T13:00+01:00`. */
function weekdayOf(key: string): number {
  return (new Date(`${key.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function weekdays(width: "short" | "long"): readonly string[] {
  const format = new Intl.DateTimeFormat(language(), { weekday: width, timeZone: "UTC" });
  // 1 January 2024 was a Monday.
  return Array.from({ length: 7 }, (_, day) => format.format(new Date(Date.UTC(2024, 0, 1 + day))));
}
