import { read } from "../../frame/api";
import type { Store } from "../../frame/types";

const PAGE = 1_000;
const PAGES_AT_MOST = 20;

/** The stores that are known: a beginning of all of them, in the order of their names. */
export interface StoreList {
  readonly stores: readonly Store[];
  /** How many pages of the server's list they are. */
  readonly pages: number;
  /** Whether there are more. */
  readonly more: boolean;
}

/** A store in the tree of parents and forks. */
export interface Branch {
  readonly store: Store;
  readonly depth: number;
  /** Whether it is a fork of a store that is not above it: one that is gone, or not shown. */
  readonly orphan: boolean;
}

/** Returns the first pages of the server's list of stores, at most so many as a list may have. */
export async function fetchStores(pages: number, signal: AbortSignal): Promise<StoreList> {
  const stores: Store[] = [];
  let cursor: string | null = null;
  let got = 0;
  do {
    const page: { stores: Store[]; next: string | null } = await read(
      "/stores",
      { limit: PAGE, cursor: cursor ?? undefined },
      signal,
    );
    stores.push(...page.stores);
    cursor = page.next;
    got++;
  } while (cursor !== null && got < Math.min(pages, PAGES_AT_MOST));
  return { stores, pages: got, more: cursor !== null };
}

/** Tells whether there is another page that a list may have. */
export function mayGrow(list: StoreList): boolean {
  return list.more && list.pages < PAGES_AT_MOST;
}

/** The number of pages that asks for as many stores as a list may have. */
export const ALL_PAGES = PAGES_AT_MOST;

/**
 * Returns the stores whose names contain a text, each after its parent and one level deeper; `default` first, the others by
 * name. A fork whose parent is not among them stands where it would without one.
 */
export function treeOf(all: readonly Store[], find: string): Branch[] {
  const wanted = find.toLowerCase();
  const shown = all.filter((store) => store.name.includes(wanted));
  const names = new Set(shown.map((store) => store.name));
  const forks = new Map<string, Store[]>();
  const roots: Store[] = [];
  for (const store of shown) {
    if (store.parent !== undefined && names.has(store.parent) && store.parent !== store.name) {
      const siblings = forks.get(store.parent);
      if (siblings) {
        siblings.push(store);
      } else {
        forks.set(store.parent, [store]);
      }
    } else {
      roots.push(store);
    }
  }
  roots.sort((one, other) => Number(other.name === "default") - Number(one.name === "default"));
  const tree: Branch[] = [];
  const placed = new Set<string>();
  // A stack in place of recursion: forks of forks may be thousands deep.
  const grow = (from: readonly Store[]) => {
    const open: { store: Store; depth: number }[] = [];
    const push = (stores: readonly Store[], depth: number) => {
      for (let at = stores.length - 1; at >= 0; at--) {
        open.push({ store: stores[at], depth });
      }
    };
    push(from, 0);
    while (open.length > 0) {
      const { store, depth } = open.pop()!;
      if (!placed.has(store.name)) {
        placed.add(store.name);
        tree.push({ store, depth, orphan: depth === 0 && store.parent !== undefined });
        push(forks.get(store.name) ?? [], depth + 1);
      }
    }
  };
  grow(roots);
  // A reused name can make two stores each other's parents; they have no root then.
  grow(shown);
  return tree;
}

/** Returns how many stores are forks of one. */
export function forksOf(all: readonly Store[], name: string): number {
  return all.filter((store) => store.parent === name).length;
}
