import { html, nothing } from "lit";
import { Problem, call, inStore, read } from "../frame/api";
import { href } from "../frame/route";
import { storesChanged } from "../frame/stores";
import { words } from "../frame/words";
import { notice } from "./notice";
import { Part, refusal } from "./view";

const DEFAULT = "default";
const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** What can be done when the store that is looked at does not exist: create it, or go to another. Shows nothing otherwise. */
class MissingStore extends Part {
  static override properties = {
    store: {},
    made: { attribute: false },
    missing: { type: Boolean, reflect: true },
    failure: { state: true },
  };

  declare store: string;
  /** Called when the store has been created. */
  declare made: (() => void) | undefined;
  /** Whether it is the store that does not exist, and not something in it. */
  declare missing: boolean;
  declare private failure: unknown;

  private work = new AbortController();

  constructor() {
    super();
    this.missing = false;
    this.failure = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.work.abort();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("store")) {
      void this.look();
    }
  }

  protected override render(): unknown {
    if (!this.missing) {
      return nothing;
    }
    const t = words();
    return html`<p>${t.missingStore(this.store)}</p>
      ${this.failure ? refusal(this.failure) : nothing}
      <p class="actions">
        ${
          NAME.test(this.store)
            ? html`<button type="button" class="primary" @click=${this.create}>${t.createStore(this.store)}</button>`
            : nothing
        }
        <a class="button" href=${href("overview", { store: DEFAULT })}>${t.toDefault}</a>
      </p>`;
  }

  /** Finds out whether it is the store that does not exist, and not something in it. */
  private async look(): Promise<void> {
    this.work.abort();
    const work = new AbortController();
    this.work = work;
    this.missing = false;
    try {
      await read(inStore(this.store), {}, work.signal);
    } catch (failure) {
      if (!work.signal.aborted) {
        this.missing = failure instanceof Problem && failure.slug === "not-found";
      }
    }
  }

  private readonly create = async (): Promise<void> => {
    try {
      await call("PUT", inStore(this.store), { body: {} });
    } catch (failure) {
      this.failure = failure;
      return;
    }
    this.missing = false;
    notice(words().createdStore(this.store));
    storesChanged();
    this.made?.();
  };
}

customElements.define("missing-store", MissingStore);
