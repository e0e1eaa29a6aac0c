import { html, nothing, svg } from "lit";
import { inStore, read } from "../../frame/api";
import { bytes, number, percent, relative, time } from "../../frame/format";
import { operations } from "../../frame/operations";
import { href } from "../../frame/route";
import { trendsOf } from "../../frame/trends";
import type { Event, Operation, Projection, Store, Trends } from "../../frame/types";
import { words } from "../../frame/words";
import { countAxis, timeAxis, tooltip } from "../../parts/axes";
import "../../parts/chart";
import type { Palette } from "../../parts/chart";
import "../../parts/operation-progress";
import { projectionStatus } from "../../parts/projection-status";
import { SAMPLE_LOADED } from "../../parts/sample-offer";
import "../../parts/sample-offer";
import { View } from "../../parts/view";
import { overviewWords } from "./messages";
import { type Sample, ratesOf } from "./rates";

interface EventTypes {
  readonly eventTypes: readonly { readonly eventType: string; readonly count: number }[];
}

const LATEST = 8;
const TYPES = 8;
const STORES = 50;
const SAMPLES = 61;

/** What a store holds and does at this moment. */
class OverviewView extends View {
  static override properties = {
    ...View.properties,
    summary: { state: true },
    projections: { state: true },
    trends: { state: true },
    types: { state: true },
    latest: { state: true },
    stores: { state: true },
    longWork: { state: true },
  };

  declare private summary: Store | null;
  declare private projections: readonly Projection[];
  declare private trends: Trends | null;
  declare private types: EventTypes["eventTypes"];
  declare private latest: readonly Event[];
  declare private stores: readonly Store[];
  declare private longWork: readonly Operation[];

  private samples: Sample[] = [];
  /** Which history the costly parts were read at; they are read again only when it has grown. */
  private readAt = "";

  constructor() {
    super();
    this.summary = null;
    this.forget();
  }

  protected override get refreshMillis(): number {
    return 2000;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener(SAMPLE_LOADED, () => void this.reload());
  }

  protected override async load(signal: AbortSignal): Promise<void> {
    const store = this.store;
    if (this.summary && this.summary.name !== store) {
      this.forget();
    }
    const [summary, projections] = await Promise.all([
      read<Store>(inStore(store), {}, signal),
      read<{ projections: Projection[] }>(inStore(store, "projections"), {}, signal),
    ]);
    this.summary = summary;
    // Those written in Java have no definition and no states to go to.
    this.projections = projections.projections.filter(({ definition }) => definition !== null);
    this.samples = [...this.samples, { at: performance.now(), position: summary.position }].slice(-SAMPLES);
    void this.loadRest(store, `${summary.incarnation}:${summary.position}`, signal).catch(() => (this.readAt = ""));
  }

  private forget(): void {
    this.projections = [];
    this.trends = null;
    this.types = [];
    this.latest = [];
    this.stores = [];
    this.longWork = [];
    this.samples = [];
    this.readAt = "";
  }

  /** Reads what grows with the store, so that the figures do not wait for it. */
  private async loadRest(store: string, point: string, signal: AbortSignal): Promise<void> {
    const parts: Promise<unknown>[] = [
      read<{ stores: Store[] }>("/stores", { limit: STORES }, signal).then(({ stores }) => (this.stores = stores)),
      operations(signal).then((work) => (this.longWork = work)),
    ];
    if (point !== this.readAt) {
      this.readAt = point;
      parts.push(
        trendsOf(store, new URLSearchParams(), signal).then((trends) => (this.trends = trends)),
        read<EventTypes>(inStore(store, "event-types"), {}, signal).then(
          ({ eventTypes }) => (this.types = [...eventTypes].sort((a, b) => b.count - a.count).slice(0, TYPES)),
        ),
        read<{ events: Event[] }>(
          inStore(store, "events"),
          { sort: "position", order: "desc", limit: LATEST },
          signal,
        ).then(({ events }) => (this.latest = events)),
      );
    }
    await Promise.all(parts);
  }

  protected override content(): unknown {
    const t = overviewWords();
    const summary = this.summary!;
    return html`
      <div class="head">
        <h1>${words().overview}</h1>
        <span class="quiet small">${t.liveSince}</span>
      </div>
      ${summary.events === 0 ? html`<sample-offer .store=${summary.name}></sample-offer>` : nothing}
      ${this.figures(summary)}
      ${
        this.longWork.length > 0
          ? html`<section class="card">
              <h2>${t.operations}</h2>
              ${this.longWork.slice(0, 5).map((one) => html`<operation-progress .operation=${one}></operation-progress>`)}
            </section>`
          : nothing
      }
      ${
        summary.events > 0
          ? html`<section class="card">
                <h2>${t.overTime}</h2>
                ${this.trendChart()}
              </section>
              <div class="cards">${this.typesCard()} ${this.latestCard()}</div>`
          : nothing
      }
      <div class="cards">${this.projectionsCard()} ${this.storesCard()}</div>
    `;
  }

  private figures(summary: Store): unknown {
    const t = overviewWords();
    const rates = ratesOf(this.samples);
    const now = rates.length > 0 ? rates[rates.length - 1] : 0;
    return html`<dl class="figures">
      <div>
        <dt>${t.events}</dt>
        <dd id="event-count">${number(summary.events)}</dd>
      </div>
      <div>
        <dt>${t.aggregates}</dt>
        <dd>${number(summary.aggregates)}</dd>
      </div>
      <div>
        <dt>${t.rate}</dt>
        <dd class="overview-rate">${number(now, now < 10 ? 1 : 0)} ${spark(rates)}</dd>
      </div>
      <div>
        <dt>${t.bytes}</dt>
        <dd>${bytes(summary.bytes)}</dd>
        <dd class="note">
          ${
            summary.limitBytes
              ? html`<meter
                    class="meter"
                    aria-label=${t.bytes}
                    min="0"
                    max=${summary.limitBytes}
                    high=${summary.limitBytes * 0.9}
                    value=${summary.bytes}
                  ></meter>
                  <span>${t.ofLimit(percent(summary.bytes / summary.limitBytes), bytes(summary.limitBytes))}</span>`
              : html`<span>${t.noLimit}</span>`
          }
        </dd>
      </div>
    </dl>`;
  }

  private trendChart(): unknown {
    const trends = this.trends;
    if (!trends) {
      return html`<p class="quiet overview-wait">${words().loading}</p>`;
    }
    const label = overviewWords().perInterval(trends.interval);
    return html`<mayfly-chart
      .label=${label}
      .file=${`${this.store}-events`}
      .height=${220}
      .table=${{ columns: [words().time, words().count], rows: trends.buckets.map((one) => [one.key, one.count]) }}
      .option=${(colours: Palette) => ({
        grid: { left: 8, right: 28, top: 14, bottom: 4, containLabel: true },
        tooltip: tooltip(colours),
        xAxis: timeAxis(
          colours,
          trends.buckets.map((one) => one.key),
        ),
        yAxis: countAxis(colours),
        series: [
          {
            name: words().count,
            type: "bar",
            data: trends.buckets.map((one) => one.count),
            itemStyle: { color: colours.accent, borderRadius: [2, 2, 0, 0] },
            barMaxWidth: 40,
          },
        ],
      })}
    ></mayfly-chart>`;
  }

  private typesCard(): unknown {
    const most = Math.max(1, ...this.types.map((one) => one.count));
    return html`<section class="card">
      <h2>${overviewWords().types}</h2>
      <ol class="overview-bars">
        ${this.types.map(
          (one) =>
            html`<li>
              <a href=${href("events", { eventType: one.eventType })}>${one.eventType}</a>
              <span class="number">${number(one.count)}</span>
              <meter aria-hidden="true" min="0" max=${most} value=${one.count}></meter>
            </li>`,
        )}
      </ol>
    </section>`;
  }

  private latestCard(): unknown {
    return html`<section class="card">
      <div class="head">
        <h2>${overviewWords().latest}</h2>
        <a href=${href("events")}>${overviewWords().allEvents}</a>
      </div>
      <ul class="overview-latest">
        ${this.latest.map(
          (event) =>
            html`<li>
              <a href=${href("events", { event: event.eventId })}>${event.eventType}</a>
              <a class="quiet" href=${href("aggregates", { id: event.aggregateId })}>${event.aggregateId}</a>
              <time class="quiet small" datetime=${event.timestamp} title=${time(event.timestamp)}
                >${relative(event.timestamp)}</time
              >
            </li>`,
        )}
      </ul>
    </section>`;
  }

  private projectionsCard(): unknown {
    const t = overviewWords();
    return html`<section class="card">
      <h2>${t.projections}</h2>
      ${
        this.projections.length === 0
          ? html`<p class="quiet">${t.noProjections} <a href=${href("projections")}>${t.declare}</a></p>`
          : html`<div class="scroll" tabindex="0" role="region" aria-label=${t.projections}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">${t.name}</th>
                    <th scope="col">${t.status}</th>
                    <th scope="col" class="number">${t.lag}</th>
                    <th scope="col" class="number">${t.parked}</th>
                  </tr>
                </thead>
                <tbody>
                  ${this.projections.map(
                    (one) =>
                      html`<tr>
                        <th scope="row"><a href=${href("projections", { name: one.name })}>${one.name}</a></th>
                        <td>${projectionStatus(one)}</td>
                        <td class="number">${number(one.lag)}</td>
                        <td class="number">${number(one.parked.length)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }
    </section>`;
  }

  private storesCard(): unknown {
    const t = overviewWords();
    return html`<section class="card">
      <div class="head">
        <h2>${t.stores}</h2>
        <a href=${href("stores")}>${t.allStores}</a>
      </div>
      <div class="scroll overview-stores" tabindex="0" role="region" aria-label=${t.stores}>
        <table>
          <thead>
            <tr>
              <th scope="col">${t.name}</th>
              <th scope="col" class="number">${t.events}</th>
              <th scope="col" class="number">${t.bytes}</th>
              <th scope="col">${t.parent}</th>
              <th scope="col">${t.expires}</th>
            </tr>
          </thead>
          <tbody>
            ${this.stores.map(
              (one) =>
                html`<tr>
                  <th scope="row"><a href=${href("overview", { store: one.name })}>${one.name}</a></th>
                  <td class="number">${number(one.events)}</td>
                  <td class="number">${bytes(one.bytes)}</td>
                  <td>${one.parent ?? ""}</td>
                  <td>${one.expiresAt ? relative(one.expiresAt) : ""}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }
}

/** Draws rates as a line without axes; the number beside it says the last. */
function spark(rates: readonly number[]): unknown {
  if (rates.length < 2) {
    return nothing;
  }
  const most = Math.max(1, ...rates);
  const points = rates.map((rate, at) => `${(at * 100) / (rates.length - 1)},${27 - (rate * 25) / most}`).join(" ");
  return html`<svg class="overview-spark" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<polyline points=${points}></polyline>`}
  </svg>`;
}

customElements.define("overview-view", OverviewView);
