import { html, nothing } from "lit";
import { inStore, read } from "../../frame/api";
import { change } from "../../frame/route";
import { language } from "../../frame/settings";
import { type Interval, browserZone, intervalFor } from "../../frame/trends";
import type { Trends } from "../../frame/types";
import { words } from "../../frame/words";
import { countAxis, timeAxis, tooltip } from "../../parts/axes";
import "../../parts/chart";
import type { Palette, Table } from "../../parts/chart";
import { Part } from "../../parts/view";
import { t } from "./messages";
import { justBefore } from "./search-rows";

/** What of a search's statistics tells how long a time its results span. */
export interface Span {
  readonly total: number;
  readonly byHour: Readonly<Record<string, number>>;
}

/** Returns the results of a search over time, in buckets that fit how long a time they span; null if there are none. */
export async function trendOf(
  store: string,
  criteria: URLSearchParams,
  span: Span,
  signal: AbortSignal,
): Promise<Trends | null> {
  if (span.total === 0) {
    return null;
  }
  const params = new URLSearchParams(criteria);
  params.set("interval", intervalFor(lengthOf(Object.keys(span.byHour), criteria)));
  params.set("fill", "zero");
  params.set("zone", browserZone());
  return read<Trends>(inStore(store, "analytics", "trends"), params, signal);
}

/** Returns the milliseconds between the ends of a time range; where it has none, between the first and the last result. */
function lengthOf(keys: readonly string[], criteria: URLSearchParams): number {
  const times = keys.map((key) => new Date(key).getTime());
  const end = (name: string, found: (a: number, b: number) => number, none: number) => {
    const given = new Date(criteria.get(name) ?? NaN).getTime();
    return Number.isNaN(given) ? times.reduce(found, none) : given;
  };
  return end("to", (a, b) => Math.max(a, b), -Infinity) - end("from", (a, b) => Math.min(a, b), Infinity);
}

/** Returns the key of a bucket of hours or minutes as month, day and local time; others as they are. */
function shortKey(key: string): string {
  const match = /^\d{4}-(\d\d-\d\d)T(\d\d:\d\d)/.exec(key);
  return match ? `${match[1]} ${match[2]}` : key;
}

const HOUR_MILLIS = 3_600_000;

/** The results of a search over time; a range that is drawn on it becomes the search's time range. */
class EventTrend extends Part {
  static override properties = { trends: { attribute: false }, ranged: { type: Boolean } };

  declare trends: Trends;
  /** Whether the search has a time range, so that there is one to take away. */
  declare ranged: boolean;

  private made: { key: string; option: (palette: Palette) => object; table: Table } | null = null;
  private of: Trends | null = null;

  protected override render(): unknown {
    const label = t().trend(t()[this.trends.interval as Interval]);
    if (this.of !== this.trends || this.made?.key !== language()) {
      this.of = this.trends;
      this.made = { key: language(), option: this.option(), table: this.table() };
    }
    return html`<mayfly-chart
        label=${label}
        file="events"
        height="130"
        .option=${this.made.option}
        .table=${this.made.table}
        .brushed=${this.brushed}
      ></mayfly-chart>
      <p class="ev-brush quiet small">
        ${t().brush}
        ${this.ranged ? html`<button type="button" class="link" @click=${this.whole}>${t().wholeRange}</button>` : nothing}
      </p>`;
  }

  private option(): (palette: Palette) => object {
    const { buckets } = this.trends;
    return (palette) => {
      const time = timeAxis(
        palette,
        buckets.map((bucket) => bucket.key),
      );
      return {
        grid: { left: 8, right: 28, top: 8, bottom: 6, containLabel: true },
        tooltip: { ...tooltip(palette), axisPointer: { type: "shadow" } },
        brush: {
          toolbox: [],
          xAxisIndex: 0,
          brushStyle: { borderWidth: 1, color: "rgba(120, 130, 150, 0.25)", borderColor: palette.accent },
        },
        xAxis: {
          ...time,
          axisLabel: { ...time.axisLabel, margin: 10, formatter: shortKey },
        },
        yAxis: { ...countAxis(palette), splitNumber: 2 },
        series: [
          {
            type: "bar",
            name: words().count,
            data: buckets.map((bucket) => bucket.count),
            barCategoryGap: "12%",
            barMaxWidth: 60,
            itemStyle: { color: palette.accent },
          },
        ],
      };
    };
  }

  private table(): Table {
    return {
      columns: [words().time, words().count],
      rows: this.trends.buckets.map((bucket) => [bucket.key, bucket.count]),
    };
  }

  private readonly brushed = (from: number, to: number): void => {
    const { buckets } = this.trends;
    const first = buckets[Math.max(0, from)];
    if (first) {
      change({ from: first.start, to: justBefore(this.endOf(Math.min(to, buckets.length - 1))) }, true);
    }
  };

  /** Returns where a bucket ends: where the next one begins. */
  private endOf(at: number): string {
    const { buckets, interval } = this.trends;
    if (at + 1 < buckets.length) {
      return buckets[at + 1].start;
    }
    const end = new Date(buckets[at].start);
    const steps: Readonly<Record<string, () => number>> = {
      minute: () => end.setMinutes(end.getMinutes() + 1),
      hour: () => end.setTime(end.getTime() + HOUR_MILLIS),
      day: () => end.setDate(end.getDate() + 1),
      week: () => end.setDate(end.getDate() + 7),
      month: () => end.setMonth(end.getMonth() + 1),
    };
    steps[interval]();
    return end.toISOString();
  }

  private readonly whole = (): void => change({ from: undefined, to: undefined }, true);
}

customElements.define("event-trend", EventTrend);
