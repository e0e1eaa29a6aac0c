import { html, nothing } from "lit";
import { call, inStore, json } from "../../frame/api";
import { number, time } from "../../frame/format";
import { words } from "../../frame/words";
import { ask } from "../../parts/dialog";
import { notice } from "../../parts/notice";
import { refusal } from "../../parts/view";
import { type Snapshot, asOfNow, snapshotsOf } from "./acts";
import { NAME_PATTERN, field, isOfTheWhole, text, wrong } from "./forms";
import { storesWords } from "./messages";
import { Panel } from "./panel";

/** The snapshots of a store: takes, replaces, restores and deletes them. */
class SnapshotsPanel extends Panel {
  static override properties = { snapshots: { state: true } };

  declare private snapshots: readonly Snapshot[] | null;

  constructor() {
    super();
    this.snapshots = null;
  }

  protected override begin(): void {
    this.snapshots = null;
    void this.act(async (signal) => this.list(signal));
  }

  protected override render(): unknown {
    const t = storesWords();
    return html`<section class="stores-panel" aria-labelledby="snapshots-title">
      <h3 id="snapshots-title" tabindex="-1">${t.snapshots}</h3>
      <p class="quiet small">${t.snapshotsText}</p>
      <form class="row" @submit=${this.take}>
        ${field({
          form: "snapshot",
          name: "name",
          label: t.snapshotName,
          required: true,
          pattern: NAME_PATTERN,
          hint: t.nameHint,
          wrong: wrong(this.failure, "snapshot"),
        })}
        <button class="primary" ?disabled=${this.busy}>${t.take}</button>
      </form>
      ${isOfTheWhole(this.failure, "snapshot") ? refusal(this.failure) : nothing}
      ${
        this.snapshots === null
          ? nothing
          : this.snapshots.length === 0
            ? html`<p class="quiet">${t.noSnapshots}</p>`
            : this.table(this.snapshots)
      }
    </section>`;
  }

  private table(snapshots: readonly Snapshot[]): unknown {
    const t = storesWords();
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t.snapshots}>
      <table>
        <thead>
          <tr>
            <th scope="col">${t.name}</th>
            <th scope="col" class="number">${words().events}</th>
            <th scope="col">${t.at}</th>
            <th scope="col"><span class="unseen">${t.actions}</span></th>
          </tr>
        </thead>
        <tbody>
          ${snapshots.map(
            (one) =>
              html`<tr>
                <th scope="row">${one.name}</th>
                <td class="number">${number(one.position)}</td>
                <td>${time(one.at)}</td>
                <td>
                  <div class="actions">
                    <button type="button" aria-label=${t.restoreOf(one.name)} @click=${() => this.restore(one)}>
                      ${t.restore}
                    </button>
                    <button
                      type="button"
                      class="plain"
                      aria-label=${t.replaceOf(one.name)}
                      @click=${() => this.replace(one)}
                    >
                      ${t.replace}
                    </button>
                    <button
                      type="button"
                      class="plain"
                      aria-label=${t.deleteOf(one.name)}
                      @click=${() => this.drop(one)}
                    >
                      ${t.delete}
                    </button>
                  </div>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  private async list(signal: AbortSignal): Promise<void> {
    this.snapshots = await snapshotsOf(this.store.name, signal);
  }

  private readonly take = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const name = text(new FormData(form), "name");
    const before = this.snapshots?.find((one) => one.name === name);
    if (before) {
      if (await this.replace(before)) {
        form.reset();
      }
      return;
    }
    const done = await this.act(async (signal) => {
      await this.keep(name);
      await this.list(signal);
    });
    if (done) {
      form.reset();
    }
  };

  private async keep(name: string): Promise<void> {
    const taken = await json<Snapshot>("PUT", inStore(this.store.name, "snapshots", name));
    notice(storesWords().taken(taken.name, taken.position));
  }

  private readonly replace = async (before: Snapshot): Promise<boolean> => {
    const t = storesWords();
    const now = await asOfNow(this.store);
    const done = await ask({
      title: t.replaceTitle(before.name),
      text: html`<p>${t.replaceText(before.position, now.events)}</p>`,
      act: t.replace,
      destructive: true,
      run: () => this.keep(before.name),
    });
    if (done) {
      await this.act((signal) => this.list(signal));
    }
    return done;
  };

  private readonly restore = async (snapshot: Snapshot): Promise<void> => {
    const t = storesWords();
    const now = await asOfNow(this.store);
    const done = await ask({
      title: t.restoreTitle(snapshot.name),
      text: html`<p>${t.restoreText(this.store.name, now.events, snapshot.position)}</p>
        <p>${t.restoreStays}</p>`,
      act: t.restore,
      destructive: true,
      run: async () => {
        await call("POST", inStore(this.store.name, "snapshots", snapshot.name, "restore"));
      },
    });
    if (done) {
      notice(t.restored(snapshot.name));
      this.changed();
    }
  };

  private readonly drop = async (snapshot: Snapshot): Promise<void> => {
    const t = storesWords();
    const done = await ask({
      title: t.deleteSnapshotTitle(snapshot.name),
      text: html`<p>${t.deleteSnapshotText(snapshot.position)}</p>`,
      act: t.delete,
      destructive: true,
      run: async () => {
        await call("DELETE", inStore(this.store.name, "snapshots", snapshot.name));
      },
    });
    if (done) {
      notice(t.snapshotDeleted(snapshot.name));
      await this.act((signal) => this.list(signal));
      await this.updateComplete;
      // The button that was pressed is gone.
      this.querySelector<HTMLElement>("#snapshots-title")?.focus();
    }
  };
}

customElements.define("snapshots-panel", SnapshotsPanel);
