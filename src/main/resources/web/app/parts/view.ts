import { LitElement, html, nothing, type TemplateResult } from "lit";
import { Problem } from "../frame/api";
import { type Route, storeOf } from "../frame/route";
import { words } from "../frame/words";

/** An element that renders into the page itself, so that one style sheet, the browser's search and links serve all. */
export abstract class Part extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

/**
 * A view of the console. It loads when the place changes, and again whenever `reload` is called; a load that is overtaken is
 * aborted. What goes wrong is shown in the view's stead of its content, with a way to try again.
 */
export abstract class View extends Part {
  static override properties = { route: { attribute: false }, failure: { state: true }, loading: { state: true } };

  declare route: Route;
  declare protected failure: unknown;
  declare protected loading: boolean;

  private work: AbortController | null = null;
  private timer: number | undefined;

  constructor() {
    super();
    this.loading = true;
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

  /** Tells whether a changed place needs a load; a view whose place holds more than what it fetches says when. */
  protected needsLoad(_before: Route | undefined): boolean {
    return true;
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("route") && this.needsLoad(changed.get("route") as Route | undefined)) {
      void this.reload();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.work?.abort();
    window.clearTimeout(this.timer);
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
      }
    } catch (failure) {
      if (!work.signal.aborted) {
        this.failure = failure;
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
        if (document.visibilityState === "visible") {
          void this.reload();
        } else {
          this.again();
        }
      }, this.refreshMillis);
    }
  }
}

/** Returns what shows a refusal: what went wrong, the fields it names, and a way to try again if there is one. */
export function refusal(failure: unknown, retry?: () => void): TemplateResult {
  const problem = failure instanceof Problem ? failure : null;
  const text =
    problem?.status === 0 ? words().unreachable : failure instanceof Error ? failure.message : String(failure);
  return html`<div class="refusal" role="alert">
    <p><strong>${problem?.title || words().failed}</strong></p>
    <p>${text}</p>
    ${
      problem && problem.violations.length > 0
        ? html`<ul>
            ${problem.violations.map((one) => html`<li><code>${one.field}</code> ${one.message}</li>`)}
          </ul>`
        : nothing
    }
    ${retry ? html`<button type="button" @click=${retry}>${words().retry}</button>` : nothing}
  </div>`;
}
