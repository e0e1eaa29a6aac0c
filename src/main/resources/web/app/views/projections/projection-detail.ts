import { html, nothing } from "lit";
import { Problem, call, inStore } from "../../frame/api";
import { number } from "../../frame/format";
import { prettyText } from "../../frame/json";
import { follow, start } from "../../frame/operations";
import { type Route, change, go, href } from "../../frame/route";
import type { Operation } from "../../frame/types";
import { ask } from "../../parts/dialog";
import { icon } from "../../parts/icons";
import { jsonText } from "../../parts/json-text";
import { copy, notice } from "../../parts/notice";
import "../../parts/operation-progress";
import { projectionStatus } from "../../parts/projection-status";
import { View, refusal } from "../../parts/view";
import { words } from "./messages";
import { parkedCard } from "./parked";
import { type Declared, type StatePage, groupPaths, readProjection, readStates, stateTable } from "./states";

const STATES = 25;

/** A projection: its states page by page, how it is doing, what it parked, and what can be done with it. */
class ProjectionDetail extends View {
  static override properties = {
    ...View.properties,
    declared: { state: true },
    page: { state: true },
    rebuilding: { state: true },
    refused: { state: true },
  };

  declare private declared: Declared | null;
  declare private page: StatePage | null;
  declare private rebuilding: Operation | null;
  /** What went wrong with the last act. */
  declare private refused: unknown;

  /** The cursors of the pages up to the one that is shown; the first page has none. */
  private cursors: readonly string[] = [];
  private place = "";
  private readonly left = new AbortController();

  constructor() {
    super();
    this.declared = null;
    this.page = null;
    this.rebuilding = null;
    this.refused = null;
  }

  private get name(): string {
    return this.route.params.get("name")!;
  }

  private get keys(): readonly string[] {
    return this.route.params.getAll("key");
  }

  protected override get refreshMillis(): number {
    return 2000;
  }

  override willUpdate(changed: Map<string, unknown>): void {
    const place = `${this.store} ${this.name} ${JSON.stringify(this.keys)}`;
    if (place !== this.place) {
      this.place = place;
      this.cursors = [];
      this.refused = null;
    }
    super.willUpdate(changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.left.abort();
  }

  protected override needsLoad(_before: Route | undefined): boolean {
    return this.route.params.has("name");
  }

  protected override async load(signal: AbortSignal): Promise<void> {
    const declared = await readProjection(this.store, this.name, signal);
    // What is part of the server keeps states that are read in ways of their own.
    const page = declared.definition === null ? null : await this.states(signal);
    this.declared = declared;
    this.page = page;
  }

  private async states(signal: AbortSignal): Promise<StatePage> {
    const cursor = this.cursors.at(-1);
    const params = this.keys.length > 0 ? { key: this.keys } : cursor ? { cursor } : { limit: STATES };
    try {
      return await readStates(this.store, this.name, params, signal);
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 400 && cursor) {
        // The cursor is of a history or a definition that is no more.
        this.cursors = [];
        return readStates(this.store, this.name, { limit: STATES }, signal);
      }
      throw failure;
    }
  }

  protected override content(): unknown {
    const t = words();
    const { projection, definition } = this.declared!;
    return html`
      <p class="pj-back"><a href=${href("projections")}>← ${t.all}</a></p>
      <div class="head">
        <h1>${projection.name}</h1>
        ${projectionStatus(projection)}
        <p class="actions">
          ${
            definition === null
              ? html`<span class="badge">${t.builtIn}</span>`
              : html`<a class="button" href=${href("projections", { name: projection.name, form: "change" })}
                  >${t.change}</a
                >`
          }
          <button type="button" ?disabled=${this.rebuilding?.status === "running"} @click=${this.rebuild}>
            ${icon("refresh")}${t.rebuild}
          </button>
          ${
            definition === null
              ? nothing
              : html`<button type="button" @click=${this.removeProjection}>${icon("trash")}${t.remove}</button>`
          }
        </p>
      </div>
      ${this.rebuilding ? html`<operation-progress .operation=${this.rebuilding}></operation-progress>` : nothing}
      ${this.refused ? refusal(this.refused) : nothing}
      ${
        projection.status === "stopped"
          ? html`<div class="refusal">
              <p>${t.stoppedText}</p>
              <p><code>${projection.error ?? ""}</code></p>
            </div>`
          : nothing
      }
      <dl class="figures">
        <div>
          <dt>${t.position}</dt>
          <dd>${number(projection.position)}</dd>
        </div>
        <div>
          <dt>${t.lagEvents}</dt>
          <dd>${number(projection.lag)}</dd>
        </div>
        <div>
          <dt>${t.parked}</dt>
          <dd>${number(projection.parked.length)}</dd>
        </div>
      </dl>
      ${
        projection.parked.length > 0
          ? parkedCard(projection.parked, { retry: this.retry, discard: this.discard })
          : nothing
      }
      ${definition === null || !this.page ? nothing : this.declaredCards(definition, this.page)}
    `;
  }

  private declaredCards(definition: string, page: StatePage): unknown {
    const t = words();
    return html`
      ${this.statesCard(definition, page)}
      <section class="card">
        <div class="head">
          <h2>${t.definition}</h2>
          <button type="button" class="plain small" @click=${() => void copy(prettyText(definition), t.copied)}>
            ${icon("copy")}${t.copy}
          </button>
        </div>
        ${jsonText(definition)}
      </section>
    `;
  }

  private statesCard(definition: string, page: StatePage): unknown {
    const t = words();
    const { projection } = this.declared!;
    return html`<section class="card" id="states">
      <div class="head">
        <h2>${t.states}</h2>
        <span class="quiet small">${t.statesCount(page.states.length, this.isPaged, page.position)}</span>
      </div>
      ${this.keyForm(groupPaths(definition))}
      ${
        page.states.length === 0
          ? html`<p class="quiet">${this.keys.length > 0 ? t.noStateOfKey : t.noStates}</p>`
          : stateTable(t.statesOf(projection.name), definition, page.states)
      }
      ${
        this.isPaged
          ? html`<p class="actions">
              <button type="button" ?disabled=${this.cursors.length === 0} @click=${() => this.turn(null)}>
                ${t.previous}
              </button>
              <span class="small" role="status">${t.page(this.cursors.length + 1)}</span>
              <button type="button" ?disabled=${!page.next} @click=${() => this.turn(page.next)}>${t.next}</button>
            </p>`
          : nothing
      }
    </section>`;
  }

  private get isPaged(): boolean {
    return this.page!.next !== null || this.cursors.length > 0;
  }

  private keyForm(paths: readonly string[]): unknown {
    if (paths.length === 0) {
      return nothing;
    }
    const t = words();
    return html`<form class="row" @submit=${this.find}>
      ${paths.map(
        (path, at) =>
          html`<label class="field"
            >${t.keyIs(path)}<input name="key" required autocomplete="off" .value=${this.keys[at] ?? ""}
          /></label>`,
      )}
      <button>${icon("search")}${t.find}</button>
      ${
        this.keys.length > 0
          ? html`<button type="button" @click=${() => change({ key: undefined })}>${t.clearKey}</button>`
          : nothing
      }
    </form>`;
  }

  private readonly find = (event: SubmitEvent): void => {
    event.preventDefault();
    change({ key: new FormData(event.target as HTMLFormElement).getAll("key").map(String) });
  };

  private turn(next: string | null): void {
    this.cursors = next ? [...this.cursors, next] : this.cursors.slice(0, -1);
    void this.reload();
  }

  private readonly rebuild = async (): Promise<void> => {
    const t = words();
    const target = inStore(this.store, "projections", this.name, "rebuild");
    let begun: Response | null = null;
    await ask({
      title: t.rebuildTitle(this.name),
      text: html`<p>${t.rebuildText}</p>`,
      act: t.rebuild,
      run: async () => {
        begun = await start(target);
      },
    });
    if (begun) {
      await this.followed(begun);
    }
  };

  private async followed(begun: Response): Promise<void> {
    this.refused = null;
    void this.reload();
    if (!begun.headers.get("Location")?.startsWith("/operations/")) {
      notice(words().rebuildBegun);
      return;
    }
    try {
      const last = await follow(begun, (operation) => (this.rebuilding = operation), this.left.signal);
      this.rebuilding = null;
      notice(last.status === "done" ? words().rebuildDone : words().rebuildCancelled);
    } catch (failure) {
      if (this.left.signal.aborted) {
        return;
      }
      this.rebuilding = null;
      this.refused = failure;
    }
    void this.reload();
  }

  private readonly removeProjection = async (): Promise<void> => {
    const t = words();
    const name = this.name;
    const done = await ask({
      title: t.deleteTitle(name),
      text: html`<p>${t.deleteText(this.declared!.projection.parked.length)}</p>`,
      act: t.remove,
      destructive: true,
      run: async () => {
        await call("DELETE", inStore(this.store, "projections", name));
      },
    });
    if (done) {
      notice(t.deleted(name));
      go("projections");
    }
  };

  private readonly retry = async (position: number): Promise<void> => {
    const t = words();
    try {
      const answer = await call("POST", this.parked(position, "retry"));
      const { parked } = (await answer.json()) as { parked: readonly { position: number }[] };
      this.refused = null;
      notice(parked.some((one) => one.position === position) ? t.stillParked(position) : t.taken(position));
    } catch (failure) {
      this.refused = failure;
    }
    await this.reload();
    this.focusBack();
  };

  private readonly discard = async (position: number): Promise<void> => {
    const t = words();
    const done = await ask({
      title: t.discardTitle(position),
      text: html`<p>${t.discardText}</p>`,
      act: t.discard,
      destructive: true,
      run: async () => {
        await call("DELETE", this.parked(position));
      },
    });
    if (done) {
      notice(t.discarded(position));
      await this.reload();
      this.focusBack();
    }
  };

  private parked(position: number, ...act: readonly string[]): string {
    return inStore(this.store, "projections", this.name, "parked", String(position), ...act);
  }

  /** Gives the focus to what is left when the row that had it is gone. */
  private async focusBack(): Promise<void> {
    await this.updateComplete;
    if (document.activeElement === document.body) {
      (
        this.querySelector<HTMLElement>(".pj-parked button") ?? this.querySelector<HTMLElement>("#states .scroll")
      )?.focus();
    }
  }
}

customElements.define("projection-detail", ProjectionDetail);
