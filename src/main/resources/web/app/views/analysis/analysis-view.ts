import { html, nothing } from "lit";
import { Problem, inStore, isUnreachable, read } from "../../frame/api";
import { number } from "../../frame/format";
import { type Route, change, href, storeOf } from "../../frame/route";
import { language } from "../../frame/settings";
import { INTERVALS, type Interval, browserZone, intervalFor } from "../../frame/trends";
import type { Trends } from "../../frame/types";
import { words as common } from "../../frame/words";
import type { Palette } from "../../parts/chart";
import "../../parts/chart";
import "../../parts/criteria";
import { criteriaOf, isOfCriteria, noCriteria } from "../../parts/criteria";
import { COUNTED, type Dimension, nameOf, pluralOf } from "../../parts/dimensions";
import { icon } from "../../parts/icons";
import { View, refusal } from "../../parts/view";
import { breakdown } from "./breakdown";
import { words } from "./messages";
import { trendOption } from "./options";
import { weekCard } from "./week";
import { endOf, isZone, rangeOf, within, zones } from "./zones";

/** How many events there are by the values of each dimension that is counted by. */
type Breakdowns = Readonly<Record<Dimension["breakdown"], Readonly<Record<string, number>>>>;

/** How many events there are, by several of their properties. */
export interface Statistics extends Breakdowns {
  readonly total: number;
  readonly byHour: Readonly<Record<string, number>>;
  readonly byDay: Readonly<Record<string, number>>;
}

interface Analysis {
  readonly statistics: Statistics;
  readonly trends: Trends;
  readonly matrix: readonly (readonly number[])[];
}

const DAY_MILLIS = 86_400_000;
/** The most bars that are drawn; where there are more buckets, a bar stands for several. */
const MOST_BARS = 1500;

/** The events that meet some criteria, counted: over time, over the week, and by dimension. */
class AnalysisView extends View {
  static override properties = { ...View.properties, analysis: { state: true }, problem: { state: true } };

  declare private analysis: Analysis | null;
  /** What went wrong with the last load; the numbers before it stay. */
  declare private problem: unknown;

  private readonly narrow = window.matchMedia("(width < 700px)");

  constructor() {
    super();
    this.analysis = null;
    this.problem = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.narrow.addEventListener("change", this.resized);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.narrow.removeEventListener("change", this.resized);
  }

  private get zone(): string {
    return this.route.params.get("zone") || browserZone();
  }

  private get interval(): Interval | null {
    return INTERVALS.find((one) => one === this.route.params.get("interval")) ?? null;
  }

  protected override needsLoad(before: Route | undefined): boolean {
    const asked = (route: Route) =>
      [storeOf(route), criteriaOf(route), route.params.get("zone"), route.params.get("interval")].join(" ");
    return !before || asked(before) !== asked(this.route);
  }

  protected override async load(signal: AbortSignal): Promise<void> {
    const store = this.store;
    const params = criteriaOf(this.route);
    params.set("zone", this.zone);
    try {
      const [statistics, heatmap] = await Promise.all([
        read<Statistics>(inStore(store, "analytics", "statistics"), params, signal),
        read<{ matrix: number[][] }>(inStore(store, "analytics", "heatmap"), params, signal),
      ]);
      const over = new URLSearchParams(params);
      over.set("interval", this.interval ?? automatic(statistics));
      over.set("fill", "zero");
      const trends = await read<Trends>(inStore(store, "analytics", "trends"), over, signal);
      this.analysis = { statistics, trends, matrix: heatmap.matrix };
      this.problem = null;
    } catch (failure) {
      if (signal.aborted || isUnreachable(failure)) {
        throw failure;
      }
      this.problem = failure;
    }
  }

  protected override content(): unknown {
    const t = words();
    const { analysis, problem } = this;
    return html`
      <div class="head">
        <h1>${t.title}</h1>
        <button type="button" @click=${() => void this.reload()}>${icon("refresh")}${t.refresh}</button>
      </div>
      <criteria-form .route=${this.route} .problem=${problem}></criteria-form>
      ${this.controls()} ${problem && !isOfCriteria(problem) ? refusal(problem, () => void this.reload()) : nothing}
      ${analysis ? this.counted(analysis) : nothing}
    `;
  }

  private controls(): unknown {
    const t = words();
    const zone = this.zone;
    const line = this.isLine;
    return html`<div class="row an-controls">
      <label class="field"
        >${t.interval}
        <select name="interval" aria-invalid=${this.isWrong("interval")} @change=${this.choose}>
          <option value="" ?selected=${this.interval === null}>${t.automatic}</option>
          ${INTERVALS.map((one) => html`<option value=${one} ?selected=${one === this.interval}>${t[one]}</option>`)}
        </select>
      </label>
      <label class="field an-zone"
        >${t.zone}
        <select name="zone" aria-invalid=${this.isWrong("zone")} @change=${this.choose}>
          ${[...new Set([zone, ...zones()])]
            .sort()
            .map((one) => html`<option value=${one} ?selected=${one === zone}>${one}</option>`)}
        </select>
      </label>
      <div class="actions" role="group" aria-label=${t.drawnAs}>
        <button type="button" aria-pressed=${!line} @click=${() => change({ chart: undefined })}>${t.bars}</button>
        <button type="button" aria-pressed=${line} @click=${() => change({ chart: "line" })}>${t.line}</button>
      </div>
      <span class="quiet small" role="status">${this.loading ? common().loading : ""}</span>
    </div>`;
  }

  private counted(analysis: Analysis): unknown {
    const t = words();
    const { statistics } = analysis;
    if (statistics.total === 0) {
      return html`<section class="empty">
        <p>${t.none}</p>
        ${
          criteriaOf(this.route).size > 0
            ? html`<button type="button" @click=${() => change(noCriteria(), true)}>${t.clear}</button>`
            : nothing
        }
      </section>`;
    }
    const by = (name: string, title: string, counts: Readonly<Record<string, number>>, missing: boolean) =>
      breakdown({ name, title, counts, missing, total: statistics.total, file: this.file(name), link: this.link });
    return html`
      ${this.figures(statistics)}
      <p class="quiet small an-hint">${t.pickHint}</p>
      ${this.trendCard(analysis.trends)}
      ${weekCard({
        matrix: analysis.matrix,
        byHour: statistics.byHour,
        zone: this.zone,
        tall: this.narrow.matches,
        cell: this.route.params.get("cell"),
        file: this.file("week"),
        link: this.rangeLink,
      })}
      <div class="cards an-cards">
        ${COUNTED.map((dimension) =>
          by(dimension.field, t.by(nameOf(dimension)), statistics[dimension.breakdown], dimension.metadata),
        )}
      </div>
    `;
  }

  private figures(statistics: Statistics): unknown {
    const t = words();
    const known = (counts: Readonly<Record<string, number>>) =>
      Object.keys(counts).filter((key) => key !== "unknown").length;
    const figures: readonly (readonly [string, number])[] = [
      ...COUNTED.map((dimension): readonly [string, number] => [
        pluralOf(dimension),
        dimension.metadata
          ? known(statistics[dimension.breakdown])
          : Object.keys(statistics[dimension.breakdown]).length,
      ]),
      [t.days, Object.keys(statistics.byDay).length],
    ];
    return html`<dl class="figures">
      <div>
        <dt>${t.events}</dt>
        <dd id="analysis-total">${number(statistics.total)}</dd>
        <dd class="an-link"><a href=${href("events", this.criteria())}>${t.allEvents}</a></dd>
      </div>
      ${figures.map(
        ([label, count]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${number(count)}</dd>
          </div>`,
      )}
    </dl>`;
  }

  private trendCard(trends: Trends): unknown {
    const t = words();
    const { buckets } = trends;
    const interval = trends.interval as Interval;
    const years = buckets.length > 0 && buckets[0].key.slice(0, 4) !== buckets[buckets.length - 1].key.slice(0, 4);
    const together = Math.ceil(buckets.length / MOST_BARS);
    const bars = inGroups(buckets, together);
    const labels = bars.map(([first]) => bucketLabel(first, interval, trends.zone, years));
    const counts = bars.map((bar) => bar.reduce((sum, one) => sum + one.count, 0));
    const linkOf = (some: Trends["buckets"]) =>
      this.rangeLink(Date.parse(some[0].start), endOf(Date.parse(some.at(-1)!.start), interval, trends.zone));
    const label = t.inZone(t[`per${interval}`], trends.zone);
    return html`<section class="card" id="trends">
      <h2>${t.overTime}</h2>
      <mayfly-chart
        .label=${together > 1 ? t.inOne(label, together) : label}
        .file=${this.file(interval)}
        .height=${260}
        .table=${{
          columns: [common().time, common().count],
          rows: buckets.map((one) => [one.key, one.count]),
          link: (row: number, column: number) => (column === 0 ? linkOf([buckets[row]]) : undefined),
        }}
        .option=${(colours: Palette) => trendOption(colours, labels, counts, this.isLine)}
        .picked=${({ dataIndex }: { dataIndex: number }) => {
          if (bars[dataIndex]) {
            window.location.hash = linkOf(bars[dataIndex]);
          }
        }}
      ></mayfly-chart>
    </section>`;
  }

  private get isLine(): boolean {
    return this.route.params.get("chart") === "line";
  }

  private isWrong(field: string): "true" | typeof nothing {
    const { problem } = this;
    return problem instanceof Problem && problem.violations.some((one) => one.field === field) ? "true" : nothing;
  }

  /** Returns the criteria as the parameters of a place. */
  private criteria(): Record<string, string[]> {
    const found: Record<string, string[]> = {};
    for (const [name, value] of criteriaOf(this.route)) {
      (found[name] ??= []).push(value);
    }
    return found;
  }

  /** Returns the link to the events that meet the criteria and have one value. */
  private readonly link = (name: string, value: string): string =>
    href("events", { ...this.criteria(), [name]: value });

  /** Returns the link to the events that meet the criteria and happened in a time, the end not included. */
  private readonly rangeLink = (startMillis: number, endMillis: number): string => {
    const params = this.route.params;
    const range = within(rangeOf(startMillis, endMillis), { from: params.get("from"), to: params.get("to") });
    return href("events", { ...this.criteria(), ...range });
  };

  private file(what: string): string {
    return `${this.store}-${what}`;
  }

  private readonly choose = (event: Event): void => {
    const { name, value } = event.target as HTMLSelectElement;
    change({ [name]: value || undefined });
  };

  private readonly resized = (): void => this.requestUpdate();
}

/** Returns buckets that follow each other in groups of a size; the last may be smaller. */
function inGroups(buckets: Trends["buckets"], size: number): readonly Trends["buckets"][] {
  const groups: Trends["buckets"][] = [];
  for (let at = 0; at < buckets.length; at += size) {
    groups.push(buckets.slice(at, at + size));
  }
  return groups;
}

function automatic(statistics: Statistics): Interval {
  const days = Object.keys(statistics.byDay).sort();
  if (days.length === 0) {
    return "day";
  }
  const span = Date.parse(days[days.length - 1]) - Date.parse(days[0]);
  return intervalFor(days.length === 1 ? DAY_MILLIS : span + DAY_MILLIS);
}

/** Returns a bucket's name as an axis shows it. */
function bucketLabel(bucket: Trends["buckets"][number], interval: Interval, zone: string, years: boolean): string {
  if (interval === "week" || !isZone(zone)) {
    return bucket.key;
  }
  return labelFormat(interval, zone, years || interval === "month").format(new Date(bucket.start));
}

const FORMATS: Readonly<Record<Exclude<Interval, "week">, Intl.DateTimeFormatOptions>> = {
  minute: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  hour: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { day: "numeric", month: "short" },
  month: { month: "short" },
};

const formats = new Map<string, Intl.DateTimeFormat>();

function labelFormat(interval: Exclude<Interval, "week">, zone: string, years: boolean): Intl.DateTimeFormat {
  const key = `${language()} ${interval} ${zone} ${years}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language(), {
      ...FORMATS[interval],
      ...(years ? { year: "numeric" } : {}),
      timeZone: zone,
    });
    formats.set(key, format);
  }
  return format;
}

customElements.define("analysis-view", AnalysisView);
