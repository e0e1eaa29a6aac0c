import { html } from "lit";
import { call, inStore, read } from "../../frame/api";
import { storesChanged } from "../../frame/stores";
import type { Store } from "../../frame/types";
import { ask } from "../../parts/dialog";
import { notice } from "../../parts/notice";
import { storesWords } from "./messages";

/** A snapshot of a store. */
export interface Snapshot {
  readonly name: string;
  readonly position: number;
  readonly at: string;
}

/** Returns the snapshots of a store. */
export async function snapshotsOf(store: string, signal?: AbortSignal): Promise<readonly Snapshot[]> {
  return (await read<{ snapshots: Snapshot[] }>(inStore(store, "snapshots"), {}, signal)).snapshots;
}

/** Returns what a store holds now or, if it does not answer (its reads may be made to fail on purpose), what it held last. */
export async function asOfNow(store: Store): Promise<Store> {
  try {
    return await read<Store>(inStore(store.name));
  } catch {
    return store;
  }
}

/** Asks whether to empty a store, and does it; returns whether it was done. */
export async function askReset(known: Store): Promise<boolean> {
  const t = storesWords();
  const [store, kept] = await Promise.all([asOfNow(known), snapshotsOf(known.name)]);
  const done = await ask({
    title: t.resetTitle(store.name),
    text: html`<p>${t.resetText(store.name, store.events)}</p>
      <p>${t.resetStays(kept.length)}</p>`,
    act: t.reset,
    destructive: true,
    run: async () => {
      await call("POST", inStore(store.name, "reset"));
    },
  });
  if (done) {
    notice(t.resetDone(store.name));
    storesChanged();
  }
  return done;
}

/** Asks whether to delete a store, and does it; `forks` are those that stay, null if it is not known how many. */
export async function askDelete(known: Store, forks: number | null): Promise<boolean> {
  const t = storesWords();
  const [store, kept] = await Promise.all([asOfNow(known), snapshotsOf(known.name)]);
  const done = await ask({
    title: t.deleteTitle(store.name),
    text: html`<p>${t.deleteText(store.name, store.events, kept.length)}</p>
      <p>${forks === null ? t.forksStay : t.deleteForks(forks)}</p>`,
    act: t.delete,
    destructive: true,
    run: async () => {
      await call("DELETE", inStore(store.name));
    },
  });
  if (done) {
    notice(t.deleteDone(store.name));
    storesChanged();
  }
  return done;
}
