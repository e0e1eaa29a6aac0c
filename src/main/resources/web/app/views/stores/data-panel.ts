import { html, nothing } from "lit";
import { call, inStore, url } from "../../frame/api";
import { bytes } from "../../frame/format";
import { follow, operations, start } from "../../frame/operations";
import { token } from "../../frame/settings";
import type { Operation } from "../../frame/types";
import { ask } from "../../parts/dialog";
import { icon } from "../../parts/icons";
import { notice, saveFile } from "../../parts/notice";
import "../../parts/operation-progress";
import { refusal } from "../../parts/view";
import { asOfNow } from "./acts";
import { dataWords } from "./data-messages";
import { storesWords } from "./messages";
import { Panel } from "./panel";

/** What an operation of this panel ends with. */
interface Ended extends Operation {
  readonly result?: { readonly count?: number; readonly freedBytes?: number; readonly usedBytes?: number };
}

const WATCH_MILLIS = 400;

/** A store as a file, out and in, and its memory. */
class DataPanel extends Panel {
  static override properties = {
    checksum: { state: true },
    operation: { state: true },
    doing: { state: true },
    said: { state: true },
  };

  declare private checksum: boolean;
  declare private operation: Operation | null;
  /** What the operation, the failure or the result is of. */
  declare private doing: "export" | "import" | "optimise" | "";
  declare private said: string;

  constructor() {
    super();
    this.checksum = false;
    this.operation = null;
    this.doing = "";
    this.said = "";
  }

  protected override begin(): void {
    this.operation = null;
    this.doing = "";
    this.said = "";
  }

  protected override render(): unknown {
    return html`<section class="stores-panel" aria-label=${storesWords().data}>
      ${this.exporting()} ${this.importing()} ${this.optimising()}
    </section>`;
  }

  private exporting(): unknown {
    const t = dataWords();
    const { name, events } = this.store;
    const target = url(inStore(name, "export"), { checksum: this.checksum ? "true" : undefined });
    return html`<div class="stores-group">
      <h3>${t.export}</h3>
      <p class="quiet small">${t.exportText(events)}</p>
      <p class="actions">
        <a class="button" href=${target} download="${name}.ndjson" @click=${this.download}
          >${icon("download")}${t.download}</a
        >
        <label class="check"
          ><input
            type="checkbox"
            .checked=${this.checksum}
            @change=${(event: Event) => (this.checksum = (event.target as HTMLInputElement).checked)}
          />${t.checksum}</label
        >
      </p>
      ${this.outcome("export")}
    </div>`;
  }

  private importing(): unknown {
    const t = dataWords();
    const { events } = this.store;
    return html`<form class="stores-group" @submit=${this.take}>
      <h3>${t.import}</h3>
      <p class="quiet small">${events === 0 ? t.importText : t.appendText(events)}</p>
      <div class="row">
        <div class="field stores-file">
          <label for="import-file">${t.file}</label>
          <input id="import-file" name="file" type="file" accept=".ndjson,.jsonl,.json,application/x-ndjson" required />
        </div>
        <button ?disabled=${this.busy}>${events === 0 ? t.importIt : t.appendIt}</button>
      </div>
      ${this.outcome("import")}
    </form>`;
  }

  private optimising(): unknown {
    const t = dataWords();
    return html`<form class="stores-group" @submit=${this.optimise}>
      <h3>${t.optimise}</h3>
      <p class="quiet small">${t.optimiseText}</p>
      <label class="check"><input type="checkbox" name="dropTextIndex" value="true" />${t.dropText}</label>
      <p class="actions"><button ?disabled=${this.busy}>${t.optimiseIt}</button></p>
      ${this.outcome("optimise")}
    </form>`;
  }

  private outcome(doing: string): unknown {
    const mine = this.doing === doing;
    return html`<div role="status">
      ${
        mine && this.busy && this.operation
          ? html`<operation-progress .operation=${this.operation}></operation-progress>`
          : nothing
      }
      ${mine && this.said ? html`<p class="stores-said">${this.said}</p>` : nothing}
      ${mine && this.failure ? refusal(this.failure) : nothing}
    </div>`;
  }

  private async run(
    doing: "export" | "import" | "optimise",
    what: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    this.doing = doing;
    this.operation = null;
    this.said = "";
    await this.act(what);
  }

  /** A link sends no token: with one, the file is fetched and handed over. */
  private readonly download = async (event: MouseEvent): Promise<void> => {
    if (!token()) {
      return;
    }
    event.preventDefault();
    const target = (event.currentTarget as HTMLAnchorElement).getAttribute("href")!;
    await this.run("export", async (signal) => {
      const answer = await call("GET", target, { signal });
      saveFile(`${this.store.name}.ndjson`, await answer.blob());
    });
  };

  private readonly take = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const file = new FormData(form).get("file") as File;
    const now = await asOfNow(this.store);
    if (now.events > 0) {
      const t = dataWords();
      const agreed = await ask({
        title: t.appendTitle(now.name),
        text: html`<p>${t.appendAsk(now.name, now.events, file.name, bytes(file.size))}</p>
          <p>${t.appendLoses}</p>`,
        act: t.appendIt,
        destructive: true,
        run: async () => undefined,
      });
      if (!agreed) {
        return;
      }
    }
    await this.run("import", (signal) => this.send(file, now.events > 0, signal));
    if (!this.failure) {
      form.reset();
    }
  };

  private async send(file: File, append: boolean, signal: AbortSignal): Promise<void> {
    const target = url(inStore(this.store.name, "import"), { mode: append ? "append" : undefined });
    const watched = this.watch(signal);
    let ended: Ended & { readonly count?: number };
    try {
      // The answer comes when the file has been taken in; until then the operation is found among all.
      const answer = await start(target, file, { "Content-Type": "application/x-ndjson" });
      ended =
        answer.status === 202
          ? await follow(answer, (operation) => (this.operation = operation), signal)
          : ((await answer.json()) as Ended & { count: number });
    } catch (failure) {
      const last = await watched.stop();
      if (last?.status !== "cancelled") {
        throw failure;
      }
      ended = last;
    }
    await watched.stop();
    const t = dataWords();
    this.said = ended.status === "cancelled" ? t.cancelled : t.imported(ended.result?.count ?? ended.count ?? 0);
    this.changed();
  }

  /** Shows how far the import of this store is, from when it is found; `stop` returns how it stood last. */
  private watch(signal: AbortSignal): { stop: () => Promise<Operation | null> } {
    const { name } = this.store;
    let stopped = false;
    let id = "";
    const look = async () => {
      const all = await operations(signal);
      const mine = all.find((one) =>
        id ? one.id === id : one.kind === "import" && one.store === name && one.status === "running",
      );
      id = mine?.id ?? id;
      return mine ?? null;
    };
    const loop = async () => {
      while (!stopped && !signal.aborted) {
        this.operation = (await look().catch(() => null)) ?? this.operation;
        await new Promise((resolve) => window.setTimeout(resolve, WATCH_MILLIS));
      }
    };
    void loop();
    return {
      stop: async () => {
        stopped = true;
        return id ? look().catch(() => null) : null;
      },
    };
  }

  private readonly optimise = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const drop = new FormData(event.target as HTMLFormElement).get("dropTextIndex");
    await this.run("optimise", async (signal) => {
      const target = url(inStore(this.store.name, "optimise"), { dropTextIndex: drop ? "true" : undefined });
      const ended: Ended = await follow(await start(target), (operation) => (this.operation = operation), signal);
      if (ended.result) {
        this.said = dataWords().freed(bytes(ended.result.freedBytes ?? 0), bytes(ended.result.usedBytes ?? 0));
        notice(this.said);
      }
      this.changed();
    });
  };
}

customElements.define("data-panel", DataPanel);
