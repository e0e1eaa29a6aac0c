import { html, nothing, type TemplateResult } from "lit";
import { bytes, number, percent } from "../../frame/format";
import { change, href } from "../../frame/route";
import { words } from "../../frame/words";
import { icon } from "../../parts/icons";
import "./countdown";
import { storesWords } from "./messages";
import { type Branch, type StoreList, mayGrow, treeOf } from "./store-list";

const SHOWN_AT_MOST = 200;
const DEEPEST = 6;

/** Returns the stores as a tree of parents and forks, with a search among their names. */
export function storeTree(
  list: StoreList,
  selected: string,
  find: string,
  panel: string,
  loadMore: () => void,
): TemplateResult {
  const t = storesWords();
  const tree = treeOf(list.stores, find);
  const shown = withSelected(tree.slice(0, SHOWN_AT_MOST), tree, selected);
  const all = list.stores.length;
  return html`<section class="card stores-list" aria-label=${t.stores}>
    <div class="field">
      <label for="stores-find">${t.find}</label>
      <input
        id="stores-find"
        type="search"
        autocomplete="off"
        spellcheck="false"
        .value=${find}
        @input=${(event: Event) => change({ find: (event.target as HTMLInputElement).value })}
      />
    </div>
    <p class="quiet small stores-count" role="status">
      ${t.listed(shown.length, all, list.more)}${shown.length < tree.length ? ` · ${t.narrow}` : nothing}
    </p>
    ${shown.length === 0 ? html`<p class="quiet">${t.nothingFound}</p>` : nothing}
    <div class="stores-scroll" tabindex="0" role="region" aria-label=${t.stores}>
      <ul class="stores-tree">
        ${shown.map((branch) => row(branch, selected, find, panel))}
      </ul>
      ${mayGrow(list) ? html`<button type="button" class="plain" @click=${loadMore}>${t.more}</button>` : nothing}
    </div>
  </section>`;
}

/** Returns the branches that are shown with the one that is looked at, in front of them if it is not among them. */
function withSelected(shown: Branch[], tree: readonly Branch[], selected: string): Branch[] {
  if (tree.length === shown.length || shown.some((one) => one.store.name === selected)) {
    return shown;
  }
  const branch = tree.find((one) => one.store.name === selected);
  return branch ? [{ ...branch, depth: 0, orphan: branch.store.parent !== undefined }, ...shown] : shown;
}

/** Scrolls the list, and nothing else, to the store that is looked at; returns whether it is in the list by now. */
export function scrollToSelected(view: HTMLElement): boolean {
  const list = view.querySelector<HTMLElement>(".stores-scroll");
  const row = list?.querySelector<HTMLElement>("[aria-current]")?.parentElement;
  if (list && row) {
    const hidden =
      row.offsetTop < list.scrollTop || row.offsetTop + row.offsetHeight > list.scrollTop + list.clientHeight;
    if (hidden) {
      list.scrollTop = row.offsetTop - (list.clientHeight - row.offsetHeight) / 2;
    }
  }
  return Boolean(row);
}

function row({ store, depth, orphan }: Branch, selected: string, find: string, panel: string): TemplateResult {
  const t = storesWords();
  const share = store.limitBytes ? store.bytes / store.limitBytes : null;
  const memory = store.limitBytes ? t.ofLimit(bytes(store.bytes), bytes(store.limitBytes)) : bytes(store.bytes);
  return html`<li class="stores-depth-${Math.min(depth, DEEPEST)}">
    <a
      class="stores-row"
      href=${href("stores", { store: store.name, find, panel })}
      aria-current=${store.name === selected ? "true" : nothing}
    >
      <span class="stores-name">
        ${depth > 0 || orphan ? icon("stores") : nothing}<span>${store.name}</span>
        ${depth > 0 ? html`<span class="unseen">, ${t.forkOf(store.parent!)}</span>` : nothing}
      </span>
      <span class="stores-events number">${number(store.events)}<span class="unseen"> ${words().events}</span></span>
      <span class="stores-meta quiet small">
        <span title=${memory}>${bytes(store.bytes)}${share !== null ? ` · ${percent(share)}` : nothing}</span>
        ${orphan ? html`<span>${t.forkOf(store.parent!)}</span>` : nothing}
        ${store.expiresAt ? html`<store-countdown brief until=${store.expiresAt}></store-countdown>` : nothing}
      </span>
    </a>
  </li>`;
}
