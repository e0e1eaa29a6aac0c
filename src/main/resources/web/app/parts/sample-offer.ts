import { html, nothing } from "lit";
import { inStore } from "../frame/api";
import { number } from "../frame/format";
import { messages } from "../frame/messages";
import { follow, start } from "../frame/operations";
import type { Operation } from "../frame/types";
import "./operation-progress";
import { Part, refusal } from "./view";

/** The event that the offer sends upwards when a sample was loaded. */
export const SAMPLE_LOADED = "sample-loaded";

const t = messages(
  {
    title: (store: string) => `The store “${store}” is empty`,
    text: "Append events over HTTP, or load a sample: one month of a small business, with users, organisations, workflows, cloud resources, invoices and payments.",
    load: (events: string) => `Load a sample of ${events} events`,
    choose: "Change its size",
    events: "Events",
    days: "Days",
    seed: "Seed",
    how: "Or append the first event yourself:",
  },
  {
    title: (store: string) => `Le magasin «\u202f${store}\u202f» est vide`,
    text: "Ajoutez des événements par HTTP, ou chargez un exemple\u202f: un mois d’activité d’une petite entreprise, avec ses utilisateurs, organisations, processus, ressources cloud, factures et paiements.",
    load: (events: string) => `Charger un exemple de ${events} événements`,
    choose: "Modifier sa taille",
    events: "Événements",
    days: "Jours",
    seed: "Graine",
    how: "Ou ajoutez vous-même le premier événement\u202f:",
  },
);

/** Offers to load a sample into an empty store. */
export class SampleOffer extends Part {
  static override properties = {
    store: {},
    events: { state: true },
    operation: { state: true },
    failure: { state: true },
  };

  declare store: string;
  declare private events: number;
  declare private operation: Operation | null;
  declare private failure: unknown;

  private readonly work = new AbortController();

  constructor() {
    super();
    this.events = 5000;
    this.operation = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.work.abort();
  }

  protected override render(): unknown {
    const busy = this.operation !== null;
    return html`<form class="empty" @submit=${this.load}>
      <h2>${t().title(this.store)}</h2>
      <p class="quiet sample-text">${t().text}</p>
      <button class="primary" ?disabled=${busy}>${t().load(number(this.events))}</button>
      <operation-progress .operation=${this.operation} role="status"></operation-progress>
      ${this.failure ? refusal(this.failure) : nothing}
      <details>
        <summary>${t().choose}</summary>
        <p class="row">
          ${this.field("events", t().events, this.events, 1, 1_000_000)} ${this.field("days", t().days, 30, 1, 3650)}
          ${this.field("seed", t().seed, 1, 0, Number.MAX_SAFE_INTEGER)}
        </p>
      </details>
      <p class="quiet small">${t().how}</p>
      <pre class="json sample-command" tabindex="0"><code>${this.command()}</code></pre>
    </form>`;
  }

  private field(name: string, label: string, value: number, min: number, max: number): unknown {
    return html`<label class="field"
      >${label}<input
        name=${name}
        type="number"
        required
        min=${min}
        max=${max}
        value=${value}
        @input=${name === "events" ? this.sized : null}
    /></label>`;
  }

  private command(): string {
    return `curl -X POST ${window.location.origin}${inStore(this.store, "aggregates", "order-1", "events")} \\
  -H 'Content-Type: application/json' \\
  -d '{"eventType": "OrderPlaced", "data": {"total": 19.90}}'`;
  }

  private readonly sized = (event: InputEvent): void => {
    this.events = Number((event.target as HTMLInputElement).value) || 0;
  };

  private readonly load = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const values = new FormData(event.target as HTMLFormElement);
    const wanted = Object.fromEntries([...values].map(([name, value]) => [name, Number(value)]));
    this.failure = null;
    try {
      const started = await start(inStore(this.store, "sample"), wanted);
      const last = await follow(started, (operation) => (this.operation = operation), this.work.signal);
      if (last.status === "done") {
        this.dispatchEvent(new Event(SAMPLE_LOADED, { bubbles: true }));
      }
    } catch (failure) {
      if (!this.work.signal.aborted) {
        this.failure = failure;
      }
    }
    this.operation = null;
  };
}

customElements.define("sample-offer", SampleOffer);
