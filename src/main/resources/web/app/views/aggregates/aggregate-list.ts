import { html, nothing } from "lit";
import { View, refusal } from "../../parts/view";
import { icon } from "../../parts/icons";
import { inStore, isUnreachable, read } from "../../frame/api";
import { number, relative, time } from "../../frame/format";
import { change, href } from "../../frame/route";
import type { Aggregate } from "../../frame/types";
import { words as shared } from "../../frame/words";
import { words } from "./messages";

const PAGE = 50;

interface AggregatePage {
  readonly aggregates: readonly Aggregate[];
  readonly next: string | null;
}

/** The aggregates of a store, by type and by the beginning of their ids, a page at a time. */
class AggregateList extends View {
  static override properties = {
    ...View.properties,
    aggregates: { state: true },
    next: { state: true },
    types: { state: true },
    refused: { state: true },
    adding: { state: true },
  };

  declare private aggregates: readonly Aggregate[];
  declare private next: string | null;
  declare private types: ReadonlySet<string>;
  declare private refused: unknown;
  declare private adding: boolean;

  private more: AbortController | null = null;

  constructor() {
    super();
    this.aggregates = [];
    this.next = null;
    this.types = new Set();
    this.adding = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.more?.abort();
  }

  protected override async load(signal: AbortSignal): Promise<void> {
    this.more?.abort();
    this.adding = false;
    try {
      const page = await this.page({ limit: PAGE, ...this.criteria() }, signal);
      this.aggregates = page.aggregates;
      this.next = page.next;
      this.refused = null;
      this.types = new Set([...this.types, ...page.aggregates.map((one) => one.aggregateType)].slice(0, 200));
    } catch (failure) {
      if (signal.aborted || isUnreachable(failure)) {
        throw failure;
      }
      this.aggregates = [];
      this.next = null;
      this.refused = failure;
    }
  }

  protected override content(): unknown {
    const t = words();
    const { aggregateType, prefix } = this.criteria();
    return html`
      <h1>${shared().aggregates}</h1>
      <form class="card" @submit=${this.find} @reset=${this.clear}>
        <div class="row">
          <label class="field agg-filter"
            >${shared().aggregateType}<input name="aggregateType" list="agg-types" .value=${aggregateType ?? ""}
          /></label>
          <datalist id="agg-types">
            ${[...this.types].sort().map((type) => html`<option value=${type}></option>`)}
          </datalist>
          <label class="field agg-filter">${t.prefix}<input name="prefix" .value=${prefix ?? ""} /></label>
          <button class="primary">${icon("search")}${t.find}</button>
          ${aggregateType || prefix ? html`<button type="reset">${t.clear}</button>` : nothing}
        </div>
      </form>
      ${this.refused ? refusal(this.refused, () => void this.reload()) : this.table()}
    `;
  }

  private table(): unknown {
    const t = words();
    if (this.aggregates.length === 0) {
      const { aggregateType, prefix } = this.criteria();
      return html`<p class="empty" role="status">
        ${this.loading ? shared().loading : aggregateType || prefix ? t.none : t.noneAtAll}
      </p>`;
    }
    return html`<section class="card" aria-labelledby="agg-listed">
      <p class="quiet small agg-note" id="agg-listed" role="status">
        ${t.listed(this.aggregates.length, this.next !== null)}
      </p>
      <table class="agg-list">
        <thead>
          <tr>
            <th scope="col">${shared().aggregate}</th>
            <th scope="col" class="agg-wide">${t.type}</th>
            <th scope="col" class="number">${t.versions}</th>
            <th scope="col" class="agg-wide">${t.firstEvent}</th>
            <th scope="col">${t.lastEvent}</th>
          </tr>
        </thead>
        <tbody>
          ${this.aggregates.map(
            (one) =>
              html`<tr>
                <th scope="row">
                  <a href=${href("aggregates", { id: one.aggregateId })}>${one.aggregateId}</a>
                  <span class="agg-narrow quiet small">${one.aggregateType}</span>
                </th>
                <td class="agg-wide">${one.aggregateType}</td>
                <td class="number">${number(one.version)}</td>
                <td class="agg-wide">${time(one.firstTimestamp)}</td>
                <td>
                  <time datetime=${one.lastTimestamp} title=${time(one.lastTimestamp)}
                    >${relative(one.lastTimestamp)}</time
                  >
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${
        this.next
          ? html`<p class="actions">
              <button type="button" ?disabled=${this.adding} @click=${this.addPage}>${t.more}</button>
            </p>`
          : nothing
      }
    </section>`;
  }

  private criteria(): { aggregateType: string | null; prefix: string | null } {
    return { aggregateType: this.route.params.get("aggregateType"), prefix: this.route.params.get("prefix") };
  }

  private page(params: Record<string, string | number | null>, signal: AbortSignal): Promise<AggregatePage> {
    return read<AggregatePage>(inStore(this.store, "aggregates"), params, signal);
  }

  private readonly addPage = async (): Promise<void> => {
    const more = new AbortController();
    this.more = more;
    this.adding = true;
    try {
      const page = await this.page({ limit: PAGE, cursor: this.next }, more.signal);
      this.aggregates = [...this.aggregates, ...page.aggregates];
      this.next = page.next;
    } catch (failure) {
      if (more.signal.aborted) {
        return;
      }
      this.refused = failure;
    }
    this.adding = false;
  };

  private readonly find = (event: Event): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    change({ aggregateType: String(form.get("aggregateType")), prefix: String(form.get("prefix")) }, true);
  };

  private readonly clear = (event: Event): void => {
    event.preventDefault();
    change({ aggregateType: undefined, prefix: undefined }, true);
  };
}

customElements.define("aggregate-list", AggregateList);
