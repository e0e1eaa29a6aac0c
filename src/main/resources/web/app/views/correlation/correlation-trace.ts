import { html, nothing } from "lit";
import { DetailView } from "../../parts/view";
import { icon } from "../../parts/icons";
import { Problem, inStore, read } from "../../frame/api";
import { duration, millisOf, number, time } from "../../frame/format";
import { change, href } from "../../frame/route";
import type { Event } from "../../frame/types";
import { words as shared } from "../../frame/words";
import { type Correlation, type Step, longestOf, stepsOf, unfolded } from "./causation";
import { type Graph, graph, table } from "./graph";
import { words } from "./messages";
import { scaleOf } from "./scale";

const MOST_EVENTS = 2000;
const ROWS = 200;
const AGGREGATES = 60;

/** The causes and effects in one correlation, of which no more than 2,000 events are read. */
class CorrelationTrace extends DetailView {
  static override properties = {
    ...DetailView.properties,
    steps: { state: true },
    folded: { state: true },
    rows: { state: true },
  };

  declare private steps: readonly Step[];
  declare private folded: ReadonlySet<string>;
  declare private rows: number;

  private events = 0;
  private aggregates: readonly string[] = [];
  private spanMillis = 0;
  private scale = scaleOf([]);
  private start = "";
  private longest: Step | null = null;
  private levels = 0;

  constructor() {
    super();
    this.steps = [];
    this.folded = new Set();
    this.rows = ROWS;
  }

  protected override async load(signal: AbortSignal): Promise<void> {
    const id = this.shownId;
    if (this.arrives()) {
      this.steps = [];
    }
    const statistics = inStore(this.store, "analytics", "statistics");
    const { total } = await read<{ total: number }>(statistics, { correlationId: id }, signal);
    let correlation: Correlation;
    try {
      correlation = await read<Correlation>(
        inStore(this.store, "analytics", "correlations", id),
        { to: total > MOST_EVENTS ? await this.end(id, signal) : null },
        signal,
      );
    } catch (failure) {
      if (signal.aborted || !(failure instanceof Problem && failure.status === 404)) {
        throw failure;
      }
      this.unknown = true;
      this.steps = [];
      return;
    }
    const steps = stepsOf(correlation, MOST_EVENTS);
    this.unknown = false;
    this.events = Math.max(total, steps.length);
    this.aggregates = correlation.aggregates;
    this.start = correlation.events[0]?.timestamp ?? "";
    this.spanMillis = millisOf(correlation.duration);
    this.scale = scaleOf(steps.map((step) => step.sinceStart));
    this.longest = longestOf(steps);
    this.levels = steps.reduce((most, step) => Math.max(most, step.depth + 1), 0);
    this.folded = new Set();
    this.rows = ROWS;
    this.steps = steps;
  }

  /** Returns the time up to which the correlation has as many events as are read at most. */
  private async end(id: string, signal: AbortSignal): Promise<string | null> {
    const { events } = await read<{ events: Event[] }>(
      inStore(this.store, "events"),
      { correlationId: id, limit: MOST_EVENTS },
      signal,
    );
    return events[events.length - 1]?.timestamp ?? null;
  }

  protected override content(): unknown {
    const t = words();
    const id = this.shownId;
    const back = html`<p class="agg-note"><a href=${href("correlation")}>‹ ${t.back}</a></p>`;
    if (this.unknown || this.steps.length === 0) {
      return html`${back}
        <h1 class="agg-title">${id}</h1>
        ${this.unknown ? html`<p class="empty" role="alert">${t.unknown(id)}</p>` : html`<p class="quiet" role="status">${shared().loading}</p>`}`;
    }
    return html`
      ${back}
      <div class="head agg-head">
        <h1 class="agg-title">${id}</h1>
        <span class="actions">
          <a class="button" href=${href("events", { correlationId: id })}>${icon("events")}${t.allEvents}</a>
          <button type="button" @click=${() => void this.reload()}>${icon("refresh")}${t.refresh}</button>
        </span>
      </div>
      <p class="quiet agg-note">${time(this.start)}</p>
      ${this.figures()} ${this.causes()} ${this.touched()}
    `;
  }

  private figures(): unknown {
    const t = words();
    return html`<dl class="figures cor-figures">
      <div>
        <dt>${t.duration}</dt>
        <dd>${this.spanMillis === 0 ? "0" : duration(this.spanMillis)}</dd>
      </div>
      <div>
        <dt>${shared().events}</dt>
        <dd>${number(this.events)}</dd>
      </div>
      <div>
        <dt>${t.aggregates}</dt>
        <dd>${number(this.aggregates.length)}</dd>
      </div>
      <div>
        <dt>${t.levels}</dt>
        <dd>${number(this.levels)}</dd>
      </div>
      <div>
        <dt>${t.longest}</dt>
        <dd>${this.longest ? duration(this.longest.sinceCause!) : shared().noValue}</dd>
      </div>
    </dl>`;
  }

  private causes(): unknown {
    const t = words();
    const asTable = this.route.params.get("as") === "table";
    const all = asTable ? this.steps : unfolded(this.steps, this.folded);
    const given: Graph = {
      steps: all.slice(0, this.rows),
      spanMillis: this.spanMillis,
      scale: this.scale,
      longest: this.longest,
      folded: this.folded,
      fold: this.fold,
    };
    const more = Math.min(ROWS, all.length - this.rows);
    return html`<section class="card" aria-labelledby="cor-causes">
      <div class="head">
        <h2 id="cor-causes">${t.causes}</h2>
        <span class="actions">
          <button type="button" aria-pressed=${!asTable} @click=${() => change({ as: undefined })}>${t.graph}</button>
          <button type="button" aria-pressed=${asTable} @click=${() => change({ as: "table" })}>${t.table}</button>
        </span>
      </div>
      ${
        this.steps.length < this.events
          ? html`<p class="quiet small agg-note">${t.cut(this.steps.length, this.events)}</p>`
          : nothing
      }
      ${asTable ? table(given) : graph(given)}
      ${
        more > 0
          ? html`<p class="actions">
              <button type="button" @click=${() => (this.rows += ROWS)}>${t.more(more)}</button>
            </p>`
          : nothing
      }
    </section>`;
  }

  private touched(): unknown {
    const t = words();
    const more = this.aggregates.length - AGGREGATES;
    return html`<section class="card" aria-labelledby="cor-touched">
      <h2 id="cor-touched">${t.touched}</h2>
      <ul class="cor-touched">
        ${this.aggregates.slice(0, AGGREGATES).map((id) => html`<li><a href=${href("aggregates", { id })}>${id}</a></li>`)}
        ${more > 0 ? html`<li class="quiet">${t.andMore(more)}</li>` : nothing}
      </ul>
    </section>`;
  }

  private readonly fold = (eventId: string): void => {
    const folded = new Set(this.folded);
    if (!folded.delete(eventId)) {
      folded.add(eventId);
    }
    this.folded = folded;
  };
}

customElements.define("correlation-trace", CorrelationTrace);
