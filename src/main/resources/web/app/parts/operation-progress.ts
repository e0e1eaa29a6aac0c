import { html, nothing } from "lit";
import { number, percent } from "../frame/format";
import { messages } from "../frame/messages";
import { cancel } from "../frame/operations";
import type { Operation } from "../frame/types";
import { words } from "../frame/words";
import { Part } from "./view";

const t = messages(
  {
    kinds: (kind: string) =>
      ({ import: "Import", rebuild: "Rebuild", optimise: "Optimisation", sample: "Sample" })[kind] ?? kind,
    running: "running",
    done: "done",
    failed: "failed",
    cancelled: "cancelled",
    of: (done: string, total: string) => `${done} of ${total}`,
  },
  {
    kinds: (kind: string) =>
      ({ import: "Import", rebuild: "Reconstruction", optimise: "Optimisation", sample: "Exemple" })[kind] ?? kind,
    running: "en cours",
    done: "terminé",
    failed: "échoué",
    cancelled: "annulé",
    of: (done: string, total: string) => `${done} sur ${total}`,
  },
);

/** How far long work is, with a way to cancel it while it runs. */
export class OperationProgress extends Part {
  static override properties = { operation: { attribute: false } };

  declare operation: Operation | null;

  constructor() {
    super();
    this.operation = null;
  }

  protected override render(): unknown {
    const work = this.operation;
    if (!work) {
      return nothing;
    }
    const label = `${t().kinds(work.kind)}${work.store ? ` · ${work.store}` : ""}`;
    const running = work.status === "running";
    const total = work.total ?? 0;
    return html`<div class="operation">
      <span>${label}</span>
      ${
        running
          ? html`<progress
              aria-label=${label}
              max=${total > 0 ? total : nothing}
              value=${total > 0 ? Math.min(work.done, total) : nothing}
            ></progress>`
          : html`<span class="badge ${BADGES[work.status]}">${t()[work.status]}</span>`
      }
      <span class="quiet small number">
        ${
          total > 0
            ? `${t().of(number(work.done), number(total))} (${percent(Math.min(1, work.done / total))})`
            : number(work.done)
        }
      </span>
      ${
        running
          ? html`<button type="button" class="small" @click=${() => void cancel(work.id)}>${words().cancel}</button>`
          : nothing
      }
    </div>`;
  }
}

const BADGES = { running: "", done: "good", failed: "bad", cancelled: "warn" };

customElements.define("operation-progress", OperationProgress);
