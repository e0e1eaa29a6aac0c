import { html, nothing } from "lit";
import { DetailView, refusal } from "../../parts/view";
import { icon } from "../../parts/icons";
import { Latest } from "../../parts/latest";
import { Problem, call, inStore, lines, read } from "../../frame/api";
import { number, time } from "../../frame/format";
import { type Route, change, href } from "../../frame/route";
import { language } from "../../frame/settings";
import type { Aggregate } from "../../frame/types";
import { words as shared } from "../../frame/words";
import { words } from "./messages";
import { States } from "./states";
import "./aggregate-state";
import { type Point, line, strip } from "./time-line";

const WINDOW = 100;
const SETTLED_MILLIS = 150;

/**
 * The history of one aggregate: a time line of a window of its versions, and a slider over all of them. The version that is
 * looked at is in the place, which is written when the slider has come to rest.
 */
class AggregateHistory extends DetailView {
  static override properties = {
    ...DetailView.properties,
    aggregate: { state: true },
    version: { state: true },
    points: { state: true },
    windowFailure: { state: true },
  };

  declare private aggregate: Aggregate | null;
  declare private version: number;
  declare private points: readonly Point[];
  declare private windowFailure: unknown;

  private states: States | null = null;
  private inSight: HTMLElement | null = null;
  private readonly latest = new Latest();

  constructor() {
    super();
    this.aggregate = null;
    this.version = 1;
    this.points = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.latest.stop();
  }

  override willUpdate(changed: Map<string, unknown>): void {
    super.willUpdate(changed);
    const before = changed.get("route") as Route | undefined;
    const asked = this.route.params.get("version");
    if (before && this.aggregate && !this.needsLoad(before) && asked !== before.params.get("version")) {
      const wanted = this.wanted(this.aggregate);
      if (wanted !== this.version) {
        this.move(wanted, 0);
      }
    }
  }

  protected override async load(signal: AbortSignal): Promise<void> {
    this.latest.stop();
    if (this.arrives()) {
      this.aggregate = null;
      this.points = [];
    }
    try {
      const aggregate = await read<Aggregate>(inStore(this.store, "aggregates", this.shownId), {}, signal);
      this.states = new States(this.store, this.shownId, aggregate.aggregateType === "Payment");
      this.aggregate = aggregate;
      this.version = this.wanted(aggregate);
      this.unknown = false;
    } catch (failure) {
      if (signal.aborted || !(failure instanceof Problem && failure.status === 404)) {
        throw failure;
      }
      this.aggregate = null;
      this.unknown = true;
      return;
    }
    await this.window(signal);
  }

  /** Reads the events around the version, keeping of each no more than the line shows. */
  private async window(signal: AbortSignal): Promise<void> {
    const fromVersion = firstOf(this.version);
    const points: Point[] = [];
    try {
      const response = await call("GET", inStore(this.store, "aggregates", this.shownId, "events"), {
        params: { fromVersion, toVersion: fromVersion + WINDOW - 1 },
        headers: { Accept: "application/x-ndjson" },
        signal,
      });
      for await (const text of lines(response)) {
        const { version, eventId, eventType, timestamp, correlationId, causationId } = JSON.parse(text) as Point;
        points.push({ version, eventId, eventType, timestamp, correlationId, causationId });
      }
      this.windowFailure = null;
    } catch (failure) {
      if (signal.aborted) {
        throw failure;
      }
      this.windowFailure = failure;
    }
    if (!signal.aborted) {
      this.points = points;
    }
  }

  protected override updated(): void {
    const list = this.querySelector<HTMLElement>(".agg-window");
    const chosen = this.querySelector<HTMLElement>(".agg-line .selected");
    if (!list || !chosen || chosen === this.inSight) {
      return;
    }
    this.inSight = chosen;
    // Not scrollIntoView, which would move the page too.
    const top = chosen.offsetTop;
    if (top < list.scrollTop || top + chosen.offsetHeight > list.scrollTop + list.clientHeight) {
      list.scrollTop = top - list.clientHeight / 2;
    }
  }

  protected override content(): unknown {
    const t = words();
    const id = this.shownId;
    const back = html`<p class="agg-note"><a href=${href("aggregates")}>‹ ${t.back}</a></p>`;
    const aggregate = this.aggregate;
    if (this.unknown || !aggregate) {
      return html`${back}
        <h1 class="agg-title">${id}</h1>
        ${this.unknown ? html`<p class="empty" role="alert">${t.unknown(id)}</p>` : html`<p class="quiet" role="status">${shared().loading}</p>`}`;
    }
    return html`
      ${back}
      <div class="head agg-head">
        <h1 class="agg-title">${id}</h1>
        <span class="badge agg-badge">${aggregate.aggregateType}</span>
        <span class="actions">
          <a class="button" href=${href("events", { aggregateId: id })}>${icon("events")}${t.allEvents}</a>
          <button type="button" @click=${() => void this.reload()}>${icon("refresh")}${t.refresh}</button>
        </span>
      </div>
      <p class="quiet agg-note">
        ${t.count(aggregate.version)} ${t.from(time(aggregate.firstTimestamp))}
        ${t.until(time(aggregate.lastTimestamp))}
      </p>
      ${this.slider(aggregate)}
      <div class="agg-columns">
        ${this.line(aggregate)}
        <aggregate-state
          .states=${this.states}
          .version=${this.version}
          .language=${language()}
          .file=${id.replace(/[^\w.-]+/g, "_").slice(0, 80)}
        ></aggregate-state>
      </div>
    `;
  }

  private slider(aggregate: Aggregate): unknown {
    const t = words();
    const last = aggregate.version;
    const point = this.points.find((one) => one.version === this.version);
    const step = (label: string, sign: string, to: number) =>
      html`<button
        type="button"
        class="agg-step"
        aria-label=${label}
        title=${label}
        aria-disabled=${to === this.version || to < 1 || to > last}
        @click=${() => this.move(to)}
      >
        <span aria-hidden="true">${sign}</span>
      </button>`;
    return html`<section class="card" aria-label=${t.moment}>
      <div class="agg-slider">
        ${step(t.first, "«", 1)}${step(t.previous, "‹", this.version - 1)}
        <input
          type="range"
          min="1"
          max=${last}
          step="1"
          .value=${String(this.version)}
          aria-label=${t.slider}
          aria-valuetext=${t.versionOf(number(this.version), number(last), point?.eventType ?? "")}
          @input=${this.slid}
        />
        ${step(t.next, "›", this.version + 1)}${step(t.last, "»", last)}
        <label class="agg-jump"
          >${t.version}<input
            type="number"
            min="1"
            max=${last}
            .value=${String(this.version)}
            @change=${this.slid}
          />${t.ofLast(number(last))}</label
        >
      </div>
      ${strip(this.points, this.version, (version) => this.move(version))}
      <p class="agg-event">
        ${
          point
            ? html`<strong>${point.eventType}</strong>
                <time datetime=${point.timestamp} class="quiet">${time(point.timestamp)}</time>
                <a href=${href("events", { event: point.eventId })}>${t.event}</a>
                ${point.correlationId ? html`<a href=${href("correlation", { id: point.correlationId })}>${t.correlation}</a>` : nothing}
                ${point.causationId ? html`<a href=${href("events", { event: point.causationId })}>${t.cause}</a>` : nothing}`
            : html`<span class="quiet">…</span>`
        }
      </p>
    </section>`;
  }

  private line(aggregate: Aggregate): unknown {
    const t = words();
    const first = this.points[0]?.version ?? 1;
    const end = this.points[this.points.length - 1]?.version ?? first;
    return html`<section class="card agg-line-card" aria-labelledby="agg-line-title">
      <div class="head">
        <h2 id="agg-line-title">${t.line}</h2>
        ${
          aggregate.version > WINDOW
            ? html`<span class="quiet small"
                >${t.windowOf(number(first), number(end), number(aggregate.version))}</span
              >`
            : nothing
        }
      </div>
      ${this.windowFailure ? refusal(this.windowFailure, () => this.latest.run(0, (signal) => this.window(signal))) : nothing}
      ${first > 1 ? html`<button type="button" @click=${() => this.move(first - 1)}>${t.earlier}</button>` : nothing}
      <div class="agg-window" tabindex="0" role="region" aria-labelledby="agg-line-title">
        ${line(this.points, this.version, (version) => href("aggregates", { id: this.shownId, version }))}
      </div>
      ${
        end < aggregate.version
          ? html`<button type="button" @click=${() => this.move(end + 1)}>${t.later}</button>`
          : nothing
      }
    </section>`;
  }

  private wanted(aggregate: Aggregate): number {
    const asked = this.route.params.get("version");
    return clamped(asked === null ? NaN : Number(asked), aggregate.version);
  }

  private move(to: number, delayMillis = SETTLED_MILLIS): void {
    const version = clamped(to, this.aggregate!.version);
    if (version === this.version) {
      return;
    }
    this.version = version;
    this.latest.run(delayMillis, async (signal) => {
      change({ version });
      if (firstOf(version) !== firstOf(this.points[0]?.version ?? 0)) {
        await this.window(signal);
      }
    });
  }

  private readonly slid = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    if (!Number.isNaN(field.valueAsNumber)) {
      this.move(field.valueAsNumber);
    }
    // What is out of bounds, or no number, is put right also where the version stays the same.
    field.value = String(this.version);
  };
}

customElements.define("aggregate-history", AggregateHistory);

/** Returns the first version of the window that a version is in. */
function firstOf(version: number): number {
  return Math.floor((version - 1) / WINDOW) * WINDOW + 1;
}

function clamped(version: number, last: number): number {
  return Number.isFinite(version) ? Math.min(last, Math.max(1, Math.round(version))) : last;
}
