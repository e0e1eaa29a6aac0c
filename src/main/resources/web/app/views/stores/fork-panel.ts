import { html, nothing } from "lit";
import { Problem, call, inStore, json, read, url } from "../../frame/api";
import { number, time } from "../../frame/format";
import { elements, members } from "../../frame/json";
import { problemText } from "../../frame/problems";
import { change, href } from "../../frame/route";
import { storesChanged } from "../../frame/stores";
import { trendsOf } from "../../frame/trends";
import type { Event as StoredEvent, Store, Trends } from "../../frame/types";
import { words } from "../../frame/words";
import { jsonText } from "../../parts/json-text";
import { notice } from "../../parts/notice";
import { refusal } from "../../parts/view";
import { forkWords } from "./fork-messages";
import { NAME_PATTERN, durationOf, field, isOfTheWhole, measure, text, timeUnits, wrong } from "./forms";
import { storesWords } from "./messages";
import { Panel, STORE_CREATED } from "./panel";
import { timeLine } from "./time-line";

/** An event, with the text of its data as it is stored. */
interface Shown {
  readonly event: StoredEvent;
  readonly data: string;
}

const SETTLE_MILLIS = 120;
const NAME_AT_MOST = 63;

/** Forks a store at a point, which is chosen on its time line, by a slider, or exactly. */
class ForkPanel extends Panel {
  static override properties = {
    at: { type: Number },
    forks: { type: Number },
    trends: { state: true },
    last: { state: true },
    exactWrong: { state: true },
  };

  /** The position that is chosen; null is the last one. */
  declare at: number | null;
  /** How many forks the store has, to name the next one. */
  declare forks: number;
  declare private trends: Trends | null;
  declare private last: Shown | null;
  declare private exactWrong: string;

  private point = "";
  private trendsOfPoint = "";
  private settle: number | undefined;
  private reading: AbortController | null = null;

  constructor() {
    super();
    this.at = null;
    this.forks = 0;
    this.trends = null;
    this.last = null;
    this.exactWrong = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearTimeout(this.settle);
    this.reading?.abort();
    this.point = "";
    this.trendsOfPoint = "";
  }

  protected override begin(): void {
    this.trends = null;
    this.last = null;
    this.exactWrong = "";
    this.point = "";
    this.trendsOfPoint = "";
  }

  override willUpdate(): void {
    super.willUpdate();
    if (!this.isConnected) {
      return;
    }
    const history = `${this.store.name}:${this.store.incarnation}:${this.store.position}`;
    if (history !== this.trendsOfPoint) {
      this.trendsOfPoint = history;
      const { signal } = this.work;
      void trendsOf(this.store.name, new URLSearchParams(), signal)
        .then((trends) => (this.trends = trends))
        .catch((failure: unknown) => {
          if (!signal.aborted) {
            this.failure = failure;
          }
        });
    }
    const point = `${this.store.incarnation}:${this.chosen}`;
    if (point !== this.point) {
      this.point = point;
      window.clearTimeout(this.settle);
      this.settle = window.setTimeout(() => void this.readEvent(this.chosen), SETTLE_MILLIS);
    }
  }

  protected override render(): unknown {
    const t = forkWords();
    return html`<section class="stores-panel" aria-labelledby="fork-title">
      <h3 id="fork-title">${storesWords().fork}</h3>
      <p class="quiet small">${t.text}</p>
      ${
        this.trends && this.trends.buckets.length > 0
          ? timeLine(this.store.name, this.trends, this.untilMillis, this.pick)
          : this.store.events > 0
            ? html`<p class="quiet stores-chart-wait">${words().loading}</p>`
            : nothing
      }
      ${this.chooser()} ${this.event()} ${this.form()}
    </section>`;
  }

  private chooser(): unknown {
    const t = forkWords();
    const head = this.store.position;
    return html`<div class="stores-point">
      <div class="field stores-slider">
        <label for="fork-at">${t.slider} <strong>${number(this.chosen)}</strong></label>
        <input
          id="fork-at"
          type="range"
          min="0"
          max=${head}
          step="1"
          .value=${String(this.chosen)}
          aria-valuetext=${t.sliderText(this.chosen, head)}
          @input=${(event: InputEvent) => this.choose(Number((event.target as HTMLInputElement).value))}
        />
      </div>
      <form class="row" novalidate @submit=${this.goTo}>
        ${field({ form: "fork", name: "exact", label: t.exact, hint: t.exactHint, wrong: this.exactWrong })}
        <button>${t.goTo}</button>
        <button type="button" ?disabled=${this.chosen === head} @click=${() => this.choose(head)}>${t.all}</button>
      </form>
    </div>`;
  }

  private event(): unknown {
    const t = forkWords();
    const { chosen } = this;
    const shown = this.last?.event.position === chosen ? this.last : null;
    return html`<div class="stores-event" role="status">
      <p>${t.gets(chosen, this.store.position)}</p>
      ${
        shown
          ? html`<dl class="pairs">
                <dt>${words().eventType}</dt>
                <dd>
                  <a href=${href("events", { asOf: chosen, event: shown.event.eventId })}>${shown.event.eventType}</a>
                </dd>
                <dt>${words().aggregate}</dt>
                <dd>
                  <a href=${href("aggregates", { id: shown.event.aggregateId, version: shown.event.version })}
                    >${shown.event.aggregateId}</a
                  >
                  <span class="quiet small">${words().version} ${number(shown.event.version)}</span>
                </dd>
                <dt>${words().time}</dt>
                <dd><time datetime=${shown.event.timestamp}>${time(shown.event.timestamp)}</time></dd>
                <dt>${t.recorded}</dt>
                <dd><time datetime=${shown.event.recordedAt}>${time(shown.event.recordedAt)}</time></dd>
              </dl>
              <details>
                <summary>${t.data}</summary>
                ${jsonText(shown.data)}
              </details>`
          : nothing
      }
    </div>`;
  }

  private form(): unknown {
    const t = forkWords();
    const { failure } = this;
    const exists = failure instanceof Problem && failure.slug === "store-exists" ? problemText(failure).text : "";
    return html`<form class="stores-group" @submit=${this.fork}>
      <div class="stores-fields">
        ${field({
          form: "fork",
          name: "name",
          label: t.name,
          value: this.suggestion,
          required: true,
          pattern: NAME_PATTERN,
          hint: storesWords().nameHint,
          wrong: exists || wrong(failure, "name"),
        })}
        ${measure(
          {
            form: "fork",
            name: "ttl",
            label: storesWords().ttl,
            hint: storesWords().ttlHint,
            wrong: wrong(failure, "ttl"),
          },
          timeUnits(),
          "M",
        )}
      </div>
      ${!exists && isOfTheWhole(failure, "name", "ttl") ? refusal(failure) : nothing}
      <p class="actions">
        <button class="primary" ?disabled=${this.busy}>${t.makeAt(this.chosen)}</button>
      </p>
    </form>`;
  }

  /** The position that is chosen, within what there is. */
  private get chosen(): number {
    const head = this.store.position;
    return this.at === null || Number.isNaN(this.at) ? head : Math.min(Math.max(0, this.at), head);
  }

  private get untilMillis(): number {
    if (this.chosen === this.store.position) {
      return Infinity;
    }
    return this.chosen === 0 || !this.last ? -Infinity : Date.parse(this.last.event.timestamp);
  }

  private get suggestion(): string {
    const end = `-fork-${this.forks + 1}`;
    return this.store.name.slice(0, NAME_AT_MOST - end.length) + end;
  }

  private choose(position: number): void {
    this.exactWrong = "";
    change({ at: position >= this.store.position ? undefined : position });
  }

  private async readEvent(position: number): Promise<void> {
    this.reading?.abort();
    if (position === 0) {
      this.last = null;
      return;
    }
    const reading = new AbortController();
    this.reading = reading;
    try {
      const target = url(inStore(this.store.name, "events"), { after: position - 1, limit: 1, sort: "position" });
      const body = await (await call("GET", target, { signal: reading.signal })).text();
      const [found] = elements(members(body).get("events") ?? "[]");
      this.last = found ? { event: JSON.parse(found) as StoredEvent, data: members(found).get("data") ?? "{}" } : null;
    } catch (failure) {
      if (!reading.signal.aborted) {
        this.failure = failure;
      }
    }
  }

  /** Chooses the last event that had happened by the end of a bucket of the time line. */
  private readonly pick = async (end: string | null): Promise<void> => {
    if (end === null) {
      this.choose(this.store.position);
      return;
    }
    await this.act(async (signal) => {
      const { events } = await read<{ events: readonly StoredEvent[] }>(
        inStore(this.store.name, "events"),
        { to: end, sort: "position", order: "desc", limit: 1 },
        signal,
      );
      this.choose(events[0]?.position ?? 0);
    });
  };

  private readonly goTo = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const given = text(new FormData(event.target as HTMLFormElement), "exact");
    const head = this.store.position;
    if (/^\d+$/.test(given) || given === "") {
      if (given === "" || Number(given) > head) {
        this.exactWrong = forkWords().exactWrong(head);
      } else {
        this.choose(Number(given));
      }
      return;
    }
    try {
      const then = await read<Store>(inStore(this.store.name), { asOf: given }, this.work.signal);
      this.choose(then.position);
    } catch (failure) {
      this.exactWrong =
        wrong(failure, "asOf") || (failure instanceof Problem ? problemText(failure).text : String(failure));
    }
  };

  private readonly fork = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const values = new FormData(event.target as HTMLFormElement);
    const body = { name: text(values, "name"), asOf: this.chosen, ttl: durationOf(values, "ttl") };
    await this.act(async () => {
      const made = await json<Store>("POST", inStore(this.store.name, "forks"), { body });
      notice(forkWords().made(made.name, made.events));
      storesChanged();
      this.dispatchEvent(new CustomEvent<string>(STORE_CREATED, { bubbles: true, detail: made.name }));
      change({ store: made.name, at: undefined, find: undefined }, true);
    });
  };
}

customElements.define("fork-panel", ForkPanel);
