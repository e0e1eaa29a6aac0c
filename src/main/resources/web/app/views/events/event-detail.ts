import { html, nothing } from "lit";
import { Problem, call, inStore, read } from "../../frame/api";
import { relative, time } from "../../frame/format";
import { members } from "../../frame/json";
import { href } from "../../frame/route";
import type { Event as StoredEvent } from "../../frame/types";
import { words } from "../../frame/words";
import { IN_METADATA, nameOf } from "../../parts/dimensions";
import { icon } from "../../parts/icons";
import { jsonText } from "../../parts/json-text";
import { copy } from "../../parts/notice";
import { Part, refusal } from "../../parts/view";
import { curlOf, fixtureLine } from "./copies";
import { t } from "./messages";

/** What is known of the event that is shown. */
interface Shown {
  readonly event: StoredEvent;
  /** The event as it is stored, and the texts of its members. */
  readonly text: string;
  readonly parts: ReadonlyMap<string, string>;
  /** How many events it caused; null while that is not known. */
  readonly effects: number | null;
}

/** All of one event: its envelope, its data as stored, and the ways to what it belongs to. */
export class EventDetail extends Part {
  static override properties = {
    store: {},
    eventId: {},
    asOf: {},
    wanted: {},
    index: { type: Number },
    last: { type: Number },
    opened: { attribute: false },
    step: { attribute: false },
    closed: { attribute: false },
    shown: { state: true },
    failure: { state: true },
  };

  declare store: string;
  declare eventId: string;
  /** The point as of which the store is read, or "". */
  declare asOf: string;
  /** The text that was looked for, or "". */
  declare wanted: string;
  /** Its index in the list, or -1 while it is not known. */
  declare index: number;
  /** The index of the list's last event. */
  declare last: number;
  /** Is called with each event that is shown. */
  declare opened: (event: StoredEvent) => void;
  /** Goes up (-1) or down (1) in the list. */
  declare step: (by: number) => void;
  declare closed: () => void;
  declare private shown: Shown | null;
  declare private failure: unknown;

  private work = new AbortController();

  constructor() {
    super();
    this.asOf = "";
    this.wanted = "";
    this.index = -1;
    this.last = -1;
    this.shown = null;
    this.failure = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.work.abort();
  }

  /** Puts the keyboard on its title. */
  override focus(): void {
    this.querySelector<HTMLElement>("h2")?.focus();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("store") || changed.has("eventId") || changed.has("asOf")) {
      void this.fetch();
    }
  }

  protected override render(): unknown {
    const of = this.shown;
    return html`<section class="card ev-detail" aria-labelledby="ev-title">
      <div class="ev-detail-head">
        <h2 id="ev-title" tabindex="-1"><bdi>${of ? of.event.eventType : t().event}</bdi></h2>
        <span class="actions">
          ${this.stepper(-1, t().previous, "M6 15l6-6 6 6", this.index > 0)}
          ${this.stepper(1, t().next, "M6 9l6 6 6-6", this.index >= 0 && this.index < this.last)}
          <button type="button" class="plain" aria-label=${words().close} title=${words().close} @click=${this.closed}>
            ${icon("close")}
          </button>
        </span>
      </div>
      ${this.failure ? this.refused() : of ? this.content(of) : html`<p class="quiet">${words().loading}</p>`}
    </section>`;
  }

  private stepper(by: number, label: string, shape: string, can: boolean): unknown {
    return html`<button
      type="button"
      class="plain"
      aria-label=${label}
      title=${label}
      ?disabled=${!can}
      @click=${() => this.step(by)}
    >
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${shape} /></svg>
    </button>`;
  }

  private refused(): unknown {
    return this.failure instanceof Problem && this.failure.status === 404
      ? html`<p role="alert">${t().notHere}</p>
          <p><code>${this.eventId}</code></p>`
      : refusal(this.failure, () => void this.fetch());
  }

  private content({ event, text, parts, effects }: Shown): unknown {
    const metadata = event.metadata ?? {};
    const indexed = IN_METADATA.flatMap((dimension) => {
      const value = metadata[dimension.field];
      return typeof value === "string" && value ? [{ dimension, value }] : [];
    });
    return html`<p class="actions">
        <button type="button" @click=${() => copy(curlOf(this.store, text), t().copiedCurl)}>
          ${icon("copy")}${t().copyCurl}
        </button>
        <button type="button" @click=${() => copy(fixtureLine(text), t().copiedFixture)}>
          ${icon("copy")}${t().copyFixture}
        </button>
      </p>
      <dl class="pairs ev-pairs">
        ${pair(
          words().aggregate,
          html`<a href=${href("aggregates", { id: event.aggregateId, version: event.version, asOf: this.asOf })}
              ><bdi>${event.aggregateId}</bdi></a
            >
            <span class="badge">${words().version} ${event.version}</span>`,
        )}
        ${pair(words().aggregateType, html`<bdi>${event.aggregateType}</bdi>`)}
        ${pair(words().position, event.position)} ${pair(t().happened, instant(event.timestamp))}
        ${pair(t().recorded, instant(event.recordedAt))} ${pair(t().id, html`<code>${event.eventId}</code>`)}
        ${
          event.causationId
            ? pair(
                t().cause,
                html`<a href=${this.place({ event: event.causationId })}><bdi>${event.causationId}</bdi></a>`,
              )
            : nothing
        }
        ${
          effects
            ? pair(
                t().effects,
                html`<a href=${this.place({ causationId: event.eventId })}>${t().effectsOf(effects)}</a>`,
              )
            : pair(t().effects, effects === null ? "…" : html`<span class="quiet">${words().noValue}</span>`)
        }
        ${
          event.correlationId
            ? pair(
                t().correlation,
                html`<a href=${href("correlation", { id: event.correlationId })}><bdi>${event.correlationId}</bdi></a> ·
                  <a href=${this.place({ correlationId: event.correlationId })}>${t().sameCorrelation}</a>`,
              )
            : nothing
        }
        ${indexed.map(({ dimension, value }) =>
          pair(nameOf(dimension), html`<a href=${this.place({ [dimension.field]: value })}><bdi>${value}</bdi></a>`),
        )}
        ${
          event.tags?.length
            ? pair(
                t().tags,
                event.tags.map((tag) => html`<a class="badge" href=${this.place({ tag })}><bdi>${tag}</bdi></a> `),
              )
            : nothing
        }
        ${event.traceparent ? pair(t().traceparent, html`<code>${event.traceparent}</code>`) : nothing}
      </dl>
      <h3>${t().data}</h3>
      ${jsonText(parts.get("data") ?? "", this.wanted)}
      ${
        parts.has("metadata")
          ? html`<h3>${t().metadata}</h3>
              ${jsonText(parts.get("metadata")!)}`
          : nothing
      }`;
  }

  /** Returns the link to another search of the store as it is looked at. */
  private place(params: Readonly<Record<string, string>>): string {
    return href("events", { asOf: this.asOf, ...params });
  }

  private async fetch(): Promise<void> {
    this.work.abort();
    const work = new AbortController();
    this.work = work;
    this.failure = null;
    const params = { asOf: this.asOf };
    try {
      const response = await call("GET", inStore(this.store, "events", this.eventId), {
        params,
        headers: { Accept: "application/json" },
        signal: work.signal,
      });
      const text = await response.text();
      const event = JSON.parse(text) as StoredEvent;
      this.shown = { event, text, parts: members(text), effects: null };
      this.opened(event);
      const caused = await read<{ total: number }>(
        inStore(this.store, "analytics", "statistics"),
        { ...params, causationId: event.eventId },
        work.signal,
      );
      if (!work.signal.aborted) {
        this.shown = { ...this.shown, effects: caused.total };
      }
    } catch (failure) {
      if (!work.signal.aborted) {
        this.shown = null;
        this.failure = failure;
      }
    }
  }
}

customElements.define("event-detail", EventDetail);

function pair(name: string, value: unknown): unknown {
  return html`<dt>${name}</dt>
    <dd>${value}</dd>`;
}

/** Returns what shows a point in time: as it is stored, and what that is here and from now. */
function instant(stored: string): unknown {
  return html`<time datetime=${stored}>${stored}</time>
    <span class="quiet small ev-local">${time(stored)} · ${relative(stored)}</span>`;
}
