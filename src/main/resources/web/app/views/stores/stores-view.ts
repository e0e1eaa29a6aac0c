import { html, nothing, type TemplateResult } from "lit";
import { Problem, inStore, isUnreachable, read } from "../../frame/api";
import { bytes, number, percent, relative, time } from "../../frame/format";
import { type Route, change, href, storeOf } from "../../frame/route";
import { storesChanged } from "../../frame/stores";
import type { Store } from "../../frame/types";
import { words } from "../../frame/words";
import { icon } from "../../parts/icons";
import { notice } from "../../parts/notice";
import { SAMPLE_LOADED } from "../../parts/sample-offer";
import "../../parts/sample-offer";
import { View, refusal } from "../../parts/view";
import { askDelete, askReset } from "./acts";
import "./clock-panel";
import "./countdown";
import "./create-form";
import "./data-panel";
import "./faults-panel";
import "./fork-panel";
import { storesWords } from "./messages";
import { STORE_CHANGED, STORE_CREATED } from "./panel";
import "./snapshots-panel";
import { ALL_PAGES, type StoreList, fetchStores, forksOf, mayGrow } from "./store-list";
import { scrollToSelected, storeTree } from "./store-tree";

const PANELS = ["fork", "snapshots", "clock", "faults", "data"] as const;
const DEFAULT = "default";
const MANY = 1_000;
const HEADING = "#stores-selected";

/** The stores as a tree of parents and forks, and what is done with a store as a whole. */
class StoresView extends View {
  static override properties = {
    ...View.properties,
    list: { state: true },
    selected: { state: true },
    stale: { state: true },
  };

  declare private list: StoreList;
  declare private selected: Store | null;
  /** Why what is shown is not of now, or null. */
  declare private stale: unknown;

  private pages = 1;
  private scrolledTo = "";
  private wasMaking = false;
  /** What is to have the focus as soon as that store is shown; another one may be shown until then. */
  private focusNext: { readonly store: string; readonly css: string } | null = null;

  constructor() {
    super();
    this.list = { stores: [], pages: 0, more: false };
    this.selected = null;
    this.stale = null;
    const reload = () => void this.reload();
    this.addEventListener(STORE_CHANGED, reload);
    this.addEventListener(SAMPLE_LOADED, reload);
    this.addEventListener(STORE_CREATED, (event) => {
      this.focusNext = { store: (event as CustomEvent<string>).detail, css: HEADING };
    });
  }

  protected override get refreshMillis(): number {
    return this.list.stores.length > MANY ? 30_000 : 3_000;
  }

  protected override needsLoad(before: Route | undefined): boolean {
    if (this.find && mayGrow(this.list)) {
      this.pages = ALL_PAGES;
      return true;
    }
    return !before || storeOf(before) !== this.store || this.selected?.name !== this.store;
  }

  protected override async load(signal: AbortSignal): Promise<void> {
    const { store } = this;
    try {
      const list = await fetchStores(this.pages, signal);
      const selected = await this.lookFor(store, list, signal);
      // The place may have changed already, and the load for it not have begun.
      if (signal.aborted || store !== this.store) {
        return;
      }
      this.list = list;
      this.stale = null;
      if (selected) {
        this.selected = selected;
      } else {
        notice(storesWords().gone(store));
        storesChanged();
        this.goToDefault();
      }
    } catch (failure) {
      if (!this.selected || signal.aborted || isUnreachable(failure)) {
        throw failure;
      }
      // What is being typed stays.
      this.stale = failure;
    }
  }

  /** Returns the store of this place, null if there is none. To be listed is no use of a store, so the list comes first. */
  private async lookFor(name: string, list: StoreList, signal: AbortSignal): Promise<Store | null> {
    const listed = list.stores.find((store) => store.name === name);
    if (listed || !list.more) {
      return listed ?? null;
    }
    try {
      return await read<Store>(inStore(name), {}, signal);
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 404) {
        return null;
      }
      throw failure;
    }
  }

  protected override updated(): void {
    if (this.scrolledTo !== this.store && this.selected?.name === this.store && scrollToSelected(this)) {
      this.scrolledTo = this.store;
    }
    if (this.wasMaking && !this.isMaking && !this.focusNext && this.selected?.name === this.store) {
      this.focusNext = { store: this.store, css: "#stores-new" };
    }
    this.wasMaking = this.isMaking;
    const next = this.focusNext;
    const shown = next?.store === this.store && this.selected?.name === this.store;
    const target = shown ? this.querySelector<HTMLElement>(next.css) : null;
    if (target) {
      this.focusNext = null;
      target.focus();
    }
  }

  protected override content(): unknown {
    const t = storesWords();
    return html`
      <div class="head">
        <h1>${words().stores}</h1>
        <button
          type="button"
          id="stores-new"
          class="primary"
          aria-expanded=${this.isMaking}
          @click=${() => change({ new: this.isMaking ? undefined : "1" }, true)}
        >
          ${icon("add")}${t.make}
        </button>
      </div>
      ${this.stale ? refusal(this.stale, () => void this.reload()) : nothing}
      <div class="stores">
        ${storeTree(this.list, this.store, this.find, this.route.params.get("panel") ?? "", this.more)}
        <div class="stores-side">
          ${this.isMaking ? html`<create-form></create-form>` : nothing}
          ${this.selected?.name === this.store ? this.details(this.selected) : nothing}
        </div>
      </div>
    `;
  }

  private get isMaking(): boolean {
    return this.route.params.has("new");
  }

  private get find(): string {
    return this.route.params.get("find") ?? "";
  }

  private get panel(): (typeof PANELS)[number] {
    const wanted = this.route.params.get("panel");
    return PANELS.find((one) => one === wanted) ?? PANELS[0];
  }

  private details(store: Store): TemplateResult {
    const t = storesWords();
    return html`<article class="card" aria-labelledby="stores-selected">
      <div class="head">
        <h2 id="stores-selected" tabindex="-1">${store.name}</h2>
        <span class="actions">
          ${
            store.parent
              ? html`<a class="small" href=${href("stores", { store: store.parent })}>${t.forkOf(store.parent)}</a>`
              : nothing
          }
          ${store.expiresAt ? html`<store-countdown until=${store.expiresAt}></store-countdown>` : nothing}
        </span>
      </div>
      ${this.figures(store)}
      <p class="actions">
        <a class="button" href=${href("events")}>${icon("events")}${t.seeEvents}</a>
        <button type="button" id="stores-reset" @click=${this.reset}>${t.reset}…</button>
        ${
          store.name === DEFAULT
            ? html`<span class="quiet small">${t.protectedStore}</span>`
            : html`<button type="button" id="stores-delete" @click=${this.drop}>${icon("trash")}${t.delete}…</button>`
        }
      </p>
      <ul class="stores-tabs" aria-label=${t.panels}>
        ${PANELS.map(
          (one) =>
            html`<li>
              <a
                href=${href("stores", { panel: one, find: this.find })}
                aria-current=${one === this.panel ? "true" : nothing}
                >${t[one]}</a
              >
            </li>`,
        )}
      </ul>
      ${store.events === 0 && this.panel === "fork" ? html`<sample-offer .store=${store.name}></sample-offer>` : nothing}
      ${this.shownPanel(store)}
    </article>`;
  }

  private figures(store: Store): unknown {
    const t = storesWords();
    const limit = store.limitBytes;
    return html`<dl class="stores-figures">
      <div>
        <dt>${words().events}</dt>
        <dd id="stores-events">${number(store.events)}</dd>
      </div>
      <div>
        <dt>${t.aggregates}</dt>
        <dd>${number(store.aggregates)}</dd>
      </div>
      <div class="stores-memory">
        <dt>${t.memory}</dt>
        <dd>
          ${bytes(store.bytes)}
          ${
            limit
              ? html`<span class="quiet small">${t.ofLimit(percent(store.bytes / limit), bytes(limit))}</span>
                  <meter
                    class="meter"
                    aria-label=${t.memory}
                    min="0"
                    max=${limit}
                    high=${limit * 0.9}
                    value=${store.bytes}
                  ></meter>`
              : nothing
          }
        </dd>
      </div>
      <div>
        <dt>${t.age}</dt>
        <dd title=${time(store.createdAt)}><time datetime=${store.createdAt}>${relative(store.createdAt)}</time></dd>
      </div>
      <div>
        <dt>${t.forks}</dt>
        <dd>${number(forksOf(this.list.stores, store.name))}${this.list.more ? "+" : ""}</dd>
      </div>
    </dl>`;
  }

  private shownPanel(store: Store): unknown {
    switch (this.panel) {
      case "snapshots":
        return html`<snapshots-panel .store=${store}></snapshots-panel>`;
      case "clock":
        return html`<clock-panel .store=${store}></clock-panel>`;
      case "faults":
        return html`<faults-panel .store=${store}></faults-panel>`;
      case "data":
        return html`<data-panel .store=${store}></data-panel>`;
      default: {
        const at = this.route.params.get("at");
        return html`<fork-panel
          .store=${store}
          .at=${at === null ? null : Number(at)}
          .forks=${forksOf(this.list.stores, store.name)}
        ></fork-panel>`;
      }
    }
  }

  private goToDefault(): void {
    change({ store: DEFAULT, at: undefined, find: undefined });
  }

  private readonly more = (): void => {
    this.pages = this.list.pages + 1;
    void this.reload();
  };

  private readonly reset = async (): Promise<void> => {
    try {
      if (await askReset(this.selected!)) {
        change({ at: undefined });
        await this.reload();
      }
    } catch (failure) {
      this.stale = failure;
    }
  };

  private readonly drop = async (): Promise<void> => {
    const gone = this.selected!;
    try {
      const done = await askDelete(gone, this.list.more ? null : forksOf(this.list.stores, gone.name));
      if (done) {
        this.focusNext = { store: DEFAULT, css: HEADING };
        this.goToDefault();
        await this.reload();
      }
    } catch (failure) {
      this.stale = failure;
    }
  };
}

customElements.define("stores-view", StoresView);
