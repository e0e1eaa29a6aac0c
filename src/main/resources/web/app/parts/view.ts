import { LitElement, html, nothing, type TemplateResult } from "lit";
import { Problem, isUnreachable } from "../frame/api";
import { CONNECTION_CHANGED, lostSince } from "../frame/connection";
import { problemText } from "../frame/problems";
import { type Route, hashOf, here, storeOf } from "../frame/route";
import { words } from "../frame/words";

/** An element that renders into the page itself, so that one style sheet, the browser's search and links serve all. */
export abstract class Part extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

/**
 * A view of the console. It loads when the place changes, and again whenever `reload` is called; a load that is overtaken is
 * aborted. What goes wrong is shown in place of its content, with a way to try again. While the server cannot be reached the
 * content stays as it is, and is loaded again as soon as the server is back.
 */
export abstract class View extends Part {
  static override properties = { route: { attribute: false }, failure: { state: true }, loading: { state: true } };

  declare route: Route;
  declare protected failure: unknown;
  declare protected loading: boolean;

  private work: AbortController | null = null;
  private timer: number | undefined;
  /** Whether the content is that of this place. */
  private current = false;
  /** Whether something could not be loaded because the server could not be reached. */
  private cutOff = false;

  constructor() {
    super();
    this.loading = true;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener(CONNECTION_CHANGED, this.reconnected);
  }

  /** The store that is looked at. */
  protected get store(): string {
    return storeOf(this.route);
  }

  /** Fetches what the place asks for. */
  protected abstract load(signal: AbortSignal): Promise<void>;

  /** Returns the view's content; not asked before the first load is done. */
  protected abstract content(): unknown;

  /** How often to load again while the page is looked at, in milliseconds; 0 is never. */
  protected get refreshMillis(): number {
    return 0;
  }

  /** Returns whether a changed place needs a load; a view whose place holds more than what it fetches says when. */
  protected needsLoad(_before: Route | undefined): boolean {
    return true;
  }

  override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get("route") as Route | undefined;
    if (changed.has("route") && this.needsLoad(before)) {
      this.current &&= before !== undefined && hashOf(before) === hashOf(this.route);
      void this.reload();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener(CONNECTION_CHANGED, this.reconnected);
    this.work?.abort();
    window.clearTimeout(this.timer);
  }

  /** Notes a failure of something that the view loads beside `load`; returns whether it is to be shown. */
  protected isShown(failure: unknown): boolean {
    this.cutOff ||= isUnreachable(failure);
    return !isUnreachable(failure);
  }

  /** Loads again. */
  protected async reload(): Promise<void> {
    this.work?.abort();
    window.clearTimeout(this.timer);
    const work = new AbortController();
    this.work = work;
    this.loading = true;
    try {
      await this.load(work.signal);
      if (!work.signal.aborted) {
        this.failure = null;
        this.current = true;
        this.cutOff = false;
      }
    } catch (failure) {
      if (!work.signal.aborted) {
        this.failure = this.isShown(failure) || !this.current ? failure : this.failure;
      }
    }
    if (!work.signal.aborted) {
      this.loading = false;
      this.again();
    }
  }

  protected override render(): unknown {
    if (this.failure) {
      return refusal(this.failure, () => void this.reload());
    }
    return this.loading && !this.hasUpdatedOnce
      ? html`<p class="quiet" role="status">${words().loading}</p>`
      : this.shown();
  }

  private hasUpdatedOnce = false;

  private shown(): unknown {
    this.hasUpdatedOnce = true;
    return this.content();
  }

  private again(): void {
    if (this.refreshMillis > 0 && this.isConnected) {
      this.timer = window.setTimeout(() => {
        if (document.visibilityState === "visible" && !lostSince()) {
          void this.reload();
        } else {
          this.again();
        }
      }, this.refreshMillis);
    }
  }

  private readonly reconnected = (): void => {
    // A refusal tries again by itself.
    if (!lostSince() && this.cutOff && !this.failure) {
      void this.reload();
    }
  };
}

/** A view of one thing of a store, by the id in the place. It loads when the place has another store or id. */
export abstract class DetailView extends View {
  static override properties = { ...View.properties, unknown: { state: true } };

  /** Whether the store does not have it. */
  declare protected unknown: boolean;

  /** The store and the id that is shown. */
  private place = "";

  constructor() {
    super();
    this.unknown = false;
  }

  /** The id of what is looked at. */
  protected get shownId(): string {
    return this.route.params.get("id")!;
  }

  protected override needsLoad(before: Route | undefined): boolean {
    return !before || storeOf(before) !== this.store || before.params.get("id") !== this.shownId;
  }

  /** Returns whether a load is of something else than the one before it, of which nothing is to be shown any more. */
  protected arrives(): boolean {
    const place = JSON.stringify([this.store, this.shownId]);
    if (place === this.place) {
      return false;
    }
    this.place = place;
    this.unknown = false;
    return true;
  }
}

/** Returns what shows a refusal: what went wrong, the fields it names, what to do next, and a way to try again if there is one. */
export function refusal(failure: unknown, retry?: () => void): TemplateResult {
  const problem = failure instanceof Problem ? failure : null;
  const told = problem
    ? problemText(problem)
    : { title: words().failed, text: failure instanceof Error ? failure.message : String(failure), next: "", said: "" };
  return html`<div class="refusal" role="alert">
    <p><strong>${told.title}</strong></p>
    <p class="refusal-text">${told.text}</p>
    ${
      problem && problem.violations.length > 0
        ? html`<ul>
            ${problem.violations.map((one) => html`<li><code>${one.field}</code> ${one.message}</li>`)}
          </ul>`
        : nothing
    }
    ${told.next ? html`<p class="refusal-next">${told.next}</p>` : nothing}
    ${
      told.said
        ? html`<details>
            <summary>${words().saidByServer}</summary>
            <p lang="en">${told.said}</p>
          </details>`
        : nothing
    }
    ${problem?.slug === "not-found" ? html`<missing-store .store=${storeOf(here())} .made=${retry}></missing-store>` : nothing}
    ${retry ? html`<button type="button" @click=${retry}>${words().retry}</button>` : nothing}
    ${retry && isUnreachable(failure) ? html`<when-back .run=${retry}></when-back>` : nothing}
  </div>`;
}
