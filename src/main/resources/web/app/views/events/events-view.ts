import { html, nothing } from "lit";
import { inStore, isUnreachable, read } from "../../frame/api";
import { time } from "../../frame/format";
import { type Route, change } from "../../frame/route";
import type { Event as StoredEvent, Store, Trends } from "../../frame/types";
import { words } from "../../frame/words";
import { criteriaOf, isOfCriteria, noCriteria } from "../../parts/criteria";
import { icon } from "../../parts/icons";
import "../../parts/sample-offer";
import { View, refusal } from "../../parts/view";
import { columnChoice, columnsOf } from "./columns";
import "./event-detail";
import type { EventDetail } from "./event-detail";
import "./event-list";
import type { EventList } from "./event-list";
import "./event-trend";
import { type Span, trendOf } from "./event-trend";
import { t } from "./messages";
import type { Row } from "./row";
import { SearchRows } from "./search-rows";
import { Tail } from "./tail";
import { tailBar } from "./tail-bar";
import type { Order } from "./walk";

/** The events of a store: found by criteria, or as they come; and all of one of them. */
class EventsView extends View {
  static override properties = {
    ...View.properties,
    rows: { state: true },
    tail: { state: true },
    trends: { state: true },
    problem: { state: true },
    total: { state: true },
    revision: { state: true },
    index: { state: true },
    empty: { state: true },
  };

  declare private rows: SearchRows | null;
  declare private tail: Tail | null;
  declare private trends: Trends | null;
  declare private problem: unknown;
  declare private total: number | null;
  declare private revision: number;
  /** The index of the open event in the list, or -1. */
  declare private index: number;
  /** Whether the store has no events at all. */
  declare private empty: boolean;

  /** The event that is open, once it is there. */
  private opened: StoredEvent | null = null;
  /** What gets the keyboard when it is shown. */
  private toFocus: "event-detail" | "event-list" | "" = "";

  constructor() {
    super();
    this.rows = null;
    this.tail = null;
    this.trends = null;
    this.problem = null;
    this.total = null;
    this.revision = 0;
    this.index = -1;
    this.empty = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.rows?.close();
    this.tail?.close();
  }

  protected override needsLoad(before: Route | undefined): boolean {
    return before === undefined || wantedOf(before) !== wantedOf(this.route);
  }

  protected override async load(signal: AbortSignal): Promise<void> {
    this.rows?.close();
    this.tail?.close();
    const { total } = this;
    try {
      await (this.isTailing ? this.startTail(signal) : this.search(signal));
      if (!signal.aborted) {
        this.problem = null;
      }
    } catch (failure) {
      if (signal.aborted || isUnreachable(failure)) {
        this.total ??= total;
        throw failure;
      }
      this.problem = failure;
      this.rows = null;
      this.tail = null;
      this.trends = null;
      this.total = null;
    }
  }

  protected override updated(): void {
    const target = this.querySelector<EventDetail | EventList>(this.toFocus || "no-element");
    if (target && (this.toFocus === "event-detail") === (this.openId !== "")) {
      this.toFocus = "";
      void target.updateComplete.then(() => target.focus());
    }
  }

  protected override content(): unknown {
    const tailing = this.isTailing;
    return html`
      <div class="head">
        <h1>${words().events}</h1>
        <span class="actions">
          <button
            type="button"
            aria-pressed=${tailing ? "true" : "false"}
            ?disabled=${this.asOf !== "" && !tailing}
            title=${this.asOf ? t().tailOff : nothing}
            @click=${this.toggleTail}
          >
            ${icon("play")}${t().tail}
          </button>
          ${
            tailing
              ? nothing
              : html`<button type="button" @click=${() => void this.reload()} aria-label=${t().refresh}>
                  ${icon("refresh")}<span class="ev-spacious">${t().refresh}</span>
                </button>`
          }
        </span>
      </div>
      <criteria-form .route=${this.route} .problem=${this.problem}></criteria-form>
      ${this.asOf ? this.asOfLine() : nothing}
      ${this.problem && !isOfCriteria(this.problem) ? refusal(this.problem, () => void this.reload()) : nothing}
      ${tailing ? this.tailed() : this.found()}
    `;
  }

  private asOfLine(): unknown {
    const text = /^\d+$/.test(this.asOf) ? t().asOf(this.asOf) : t().asOfTime(time(this.asOf));
    return html`<p class="ev-as-of">
      <strong>${text}</strong>
      <button type="button" @click=${() => change({ asOf: undefined }, true)}>${t().toNow}</button>
    </p>`;
  }

  private found(): unknown {
    if (this.empty) {
      return html`<sample-offer .store=${this.store} @sample-loaded=${() => void this.reload()}></sample-offer>`;
    }
    if (this.problem && !this.rows) {
      return nothing;
    }
    const ranged = this.route.params.has("from") || this.route.params.has("to");
    return html`
      ${
        this.trends
          ? html`<div class="card ev-trend"><event-trend .trends=${this.trends} ?ranged=${ranged}></event-trend></div>`
          : nothing
      }
      <div class="head ev-bar">
        <p role="status" class="ev-count">${this.total === null ? t().searching : t().found(this.total)}</p>
        <span class="actions">${this.orderChoice()} ${columnChoice(this.route)}</span>
      </div>
      ${
        this.total === 0
          ? html`<div class="empty">
              <p>${t().none}</p>
              <button type="button" @click=${() => change(noCriteria(), true)}>${t().clear}</button>
            </div>`
          : this.panes(this.rows, t().list)
      }
    `;
  }

  private tailed(): unknown {
    const { tail } = this;
    return html`<div class="head ev-bar">
        ${tail ? tailBar(tail) : html`<p role="status">${t().connecting}</p>`}
        <span class="actions">${columnChoice(this.route)}</span>
      </div>
      ${tail?.failure ? refusal(tail.failure, () => void this.reload()) : nothing}
      ${tail?.length === 0 ? html`<div class="empty"><p>${t().nothingYet}</p></div>` : nothing}
      ${this.panes(tail && tail.length > 0 ? tail : null, t().tailList)}`;
  }

  private panes(source: SearchRows | Tail | null, label: string): unknown {
    const open = this.openId;
    return html`<div class=${open ? "ev-panes ev-open" : "ev-panes"}>
      ${
        source
          ? html`<event-list
              .route=${this.route}
              .source=${source}
              .revision=${this.revision}
              .columns=${columnsOf(this.route)}
              .label=${label}
              .selected=${open}
              .opened=${this.open}
            ></event-list>`
          : nothing
      }
      ${
        open
          ? html`<event-detail
              .store=${this.store}
              .eventId=${open}
              .asOf=${this.asOf}
              .wanted=${this.route.params.get("text") ?? ""}
              .index=${this.place(source)}
              .last=${source?.complete ? source.length - 1 : -1}
              .opened=${this.detailed}
              .step=${this.step}
              .closed=${this.close}
            ></event-detail>`
          : nothing
      }
    </div>`;
  }

  private orderChoice(): unknown {
    return html`<select aria-label=${t().order} @change=${this.chooseOrder}>
      <option value="desc" ?selected=${this.order === "desc"}>${t().newest}</option>
      <option value="asc" ?selected=${this.order === "asc"}>${t().oldest}</option>
    </select>`;
  }

  private get asOf(): string {
    return this.route.params.get("asOf") ?? "";
  }

  private get openId(): string {
    return this.route.params.get("event") ?? "";
  }

  private get order(): Order {
    return orderOf(this.route);
  }

  private get isTailing(): boolean {
    return isTailing(this.route);
  }

  private place(source: SearchRows | Tail | null): number {
    return source instanceof Tail ? source.indexOf(this.openId) : this.index;
  }

  /** Searches at the point where the store is, so that the list, its count and its trend are of the same events. */
  private async search(signal: AbortSignal): Promise<void> {
    this.tail = null;
    const store = await read<Store>(inStore(this.store), {}, signal);
    const criteria = criteriaOf(this.route);
    this.empty = store.events === 0 && criteria.size === 0;
    if (!criteria.has("asOf")) {
      criteria.set("asOf", String(store.position));
    }
    this.total = null;
    const rows = new SearchRows(this.store, criteria, this.order, this.redraw, this.failed);
    signal.addEventListener("abort", () => rows.close());
    await rows.open();
    if (signal.aborted) {
      return;
    }
    this.index = -1;
    this.rows = rows;
    this.problem = null;
    void this.measure(rows, criteria, signal);
  }

  /** Counts what a search found, while its first rows are to be seen. */
  private async measure(rows: SearchRows, criteria: URLSearchParams, signal: AbortSignal): Promise<void> {
    try {
      const span = await read<Span>(inStore(this.store, "analytics", "statistics"), criteria, signal);
      rows.count(span.total);
      this.total = span.total;
      void this.findOpen();
      this.trends = await trendOf(this.store, criteria, span, signal);
    } catch (failure) {
      if (!signal.aborted) {
        this.failed(failure);
      }
    }
  }

  private async startTail(signal: AbortSignal): Promise<void> {
    this.rows = null;
    this.trends = null;
    this.index = -1;
    const tail = new Tail(this.store, criteriaOf(this.route), this.redraw);
    signal.addEventListener("abort", () => tail.close());
    this.tail = tail;
    await tail.open();
  }

  private readonly redraw = (): void => {
    this.revision++;
  };

  private readonly open = (row: Row, index: number): void => {
    this.index = index;
    const isOther = row.eventId !== this.openId;
    this.toFocus = "event-detail";
    change({ event: row.eventId }, isOther && this.openId === "");
    this.requestUpdate();
  };

  /** The event that is open by the URL is looked for in the list. */
  private readonly detailed = (event: StoredEvent): void => {
    this.opened = event;
    void this.findOpen();
  };

  private async findOpen(): Promise<void> {
    const { rows, opened } = this;
    if (!rows || !opened || opened.eventId !== this.openId || this.total === null) {
      return;
    }
    if (this.index >= 0 && rows.row(this.index)?.eventId === opened.eventId) {
      return;
    }
    try {
      const index = await rows.indexOf(opened);
      if (rows === this.rows && opened.eventId === this.openId) {
        this.index = index;
        if (index >= 0) {
          this.list?.reveal(index);
        }
      }
    } catch {
      // The event is shown all the same; only its neighbours are not known.
    }
  }

  private readonly step = async (by: number): Promise<void> => {
    const { rows, tail } = this;
    const index = this.place(tail ?? rows) + by;
    try {
      const row = tail ? tail.row(index) : await rows?.at(index);
      if (row) {
        this.index = index;
        change({ event: row.eventId });
        this.list?.reveal(index);
      }
    } catch (failure) {
      this.failed(failure);
    }
  };

  private readonly failed = (failure: unknown): void => {
    if (this.isShown(failure)) {
      this.problem = failure;
    }
  };

  private readonly close = (): void => {
    this.opened = null;
    this.toFocus = "event-list";
    change({ event: undefined });
  };

  private readonly toggleTail = (): void =>
    change(this.isTailing ? { tail: undefined } : { tail: "on", order: undefined }, true);

  private readonly chooseOrder = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    change({ order: value === "asc" ? value : undefined }, true);
  };

  private get list(): EventList | null {
    return this.querySelector<EventList>("event-list");
  }
}

customElements.define("events-view", EventsView);

function orderOf(route: Route): Order {
  return route.params.get("order") === "asc" ? "asc" : "desc";
}

function isTailing(route: Route): boolean {
  return route.params.get("tail") === "on" && !route.params.get("asOf");
}

/** Returns what of a place decides which events are fetched. */
function wantedOf(route: Route): string {
  return [route.params.get("store"), isTailing(route), orderOf(route), criteriaOf(route)].join(" ");
}
