import { html, nothing } from "lit";
import { View, refusal } from "../../parts/view";
import { icon } from "../../parts/icons";
import { Latest } from "../../parts/latest";
import { call, inStore, lines } from "../../frame/api";
import { number, relative, time } from "../../frame/format";
import { go, href } from "../../frame/route";
import type { Event as StoredEvent } from "../../frame/types";
import { words as shared } from "../../frame/words";
import { words } from "./messages";

const LOOKED_AT = 500;

interface Recent {
  events: number;
  readonly aggregates: Set<string>;
  readonly last: string;
}

/** The correlations that the latest events of a store belong to. It looks at 500 events, and 500 more each time it is asked to. */
class CorrelationRecent extends View {
  static override properties = {
    ...View.properties,
    found: { state: true },
    furtherFailure: { state: true },
    adding: { state: true },
  };

  declare private found: ReadonlyMap<string, Recent>;
  declare private furtherFailure: unknown;
  declare private adding: boolean;

  private lookedAt = 0;
  /** The lowest position that was looked at, 0 before the first. */
  private lowest = 0;
  private readonly further = new Latest();

  constructor() {
    super();
    this.found = new Map();
    this.adding = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.further.stop();
  }

  protected override async load(signal: AbortSignal): Promise<void> {
    this.further.stop();
    this.adding = false;
    this.furtherFailure = null;
    await this.look(new Map(), 0, signal);
  }

  /** Looks at events before a position, or at the latest where it is 0, and keeps of each no more than is counted. */
  private async look(found: Map<string, Recent>, before: number, signal: AbortSignal): Promise<void> {
    const response = await call("GET", inStore(this.store, "events"), {
      params: { sort: "position", order: "desc", limit: LOOKED_AT, asOf: before > 0 ? before - 1 : null },
      headers: { Accept: "application/x-ndjson" },
      signal,
    });
    let lookedAt = before > 0 ? this.lookedAt : 0;
    let lowest = before;
    for await (const text of lines(response)) {
      const event = JSON.parse(text) as StoredEvent;
      lookedAt++;
      lowest = event.position;
      if (event.correlationId !== undefined) {
        let recent = found.get(event.correlationId);
        if (!recent) {
          recent = { events: 0, aggregates: new Set(), last: event.timestamp };
          found.set(event.correlationId, recent);
        }
        recent.events++;
        recent.aggregates.add(event.aggregateId);
      }
    }
    if (!signal.aborted) {
      this.lookedAt = lookedAt;
      this.lowest = lowest;
      this.found = found;
    }
  }

  protected override content(): unknown {
    const t = words();
    return html`
      <h1>${shared().correlation}</h1>
      <p class="quiet agg-note">${t.intro}</p>
      <form class="card" @submit=${this.show}>
        <div class="row">
          <label class="field cor-field">${t.id}<input name="id" required maxlength="255" autocomplete="off" /></label>
          <button class="primary">${icon("search")}${t.show}</button>
        </div>
      </form>
      ${this.list()}
    `;
  }

  private list(): unknown {
    const t = words();
    return html`<section class="card" aria-labelledby="cor-recent">
      <div class="head">
        <h2 id="cor-recent">${t.recent}</h2>
        <button type="button" @click=${() => void this.reload()}>${icon("refresh")}${t.refresh}</button>
      </div>
      <p class="quiet small agg-note" role="status">
        ${this.loading ? shared().loading : this.lookedAt === 0 ? t.noEvents : this.found.size === 0 ? t.none(this.lookedAt) : t.lookedAt(this.lookedAt)}
      </p>
      ${this.found.size > 0 ? this.table() : nothing}
      ${this.furtherFailure ? refusal(this.furtherFailure, this.lookFurther) : nothing}
      ${
        this.lowest > 1
          ? html`<p class="actions">
              <button type="button" ?disabled=${this.adding} @click=${this.lookFurther}>${t.further}</button>
            </p>`
          : nothing
      }
    </section>`;
  }

  private table(): unknown {
    const t = words();
    return html`<table class="agg-list">
      <thead>
        <tr>
          <th scope="col">${t.correlation}</th>
          <th scope="col" class="number">${shared().events}</th>
          <th scope="col" class="number agg-wide">${t.aggregates}</th>
          <th scope="col">${t.last}</th>
        </tr>
      </thead>
      <tbody>
        ${[...this.found].map(
          ([id, recent]) =>
            html`<tr>
              <th scope="row"><a href=${href("correlation", { id })}>${id}</a></th>
              <td class="number">${number(recent.events)}</td>
              <td class="number agg-wide">${number(recent.aggregates.size)}</td>
              <td><time datetime=${recent.last} title=${time(recent.last)}>${relative(recent.last)}</time></td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private readonly lookFurther = (): void => {
    this.adding = true;
    this.further.run(0, async (signal) => {
      try {
        await this.look(new Map(this.found), this.lowest, signal);
        this.furtherFailure = null;
      } catch (failure) {
        if (signal.aborted) {
          return;
        }
        this.furtherFailure = failure;
      }
      this.adding = false;
    });
  };

  private readonly show = (event: Event): void => {
    event.preventDefault();
    const id = String(new FormData(event.target as HTMLFormElement).get("id"));
    go("correlation", { id });
  };
}

customElements.define("correlation-recent", CorrelationRecent);
