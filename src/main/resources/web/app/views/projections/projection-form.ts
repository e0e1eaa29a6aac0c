import { html, nothing } from "lit";
import { Problem, type Violation, call, inStore } from "../../frame/api";
import { prettyText } from "../../frame/json";
import { type Route, change, go, href } from "../../frame/route";
import { notice } from "../../parts/notice";
import { View, refusal } from "../../parts/view";
import { words as common } from "../../frame/words";
import { jsonText } from "../../parts/json-text";
import "./definition-rows";
import { DRAFT_CHANGED } from "./definition-rows";
import { type Draft, criteriaOf, definitionOf, draftOf, namesTwice, newDraft } from "./draft";
import { words } from "./messages";
import "./projection-preview";
import { VIOLATIONS } from "./projection-preview";
import { readProjection, readProjections } from "./states";
import { type Suggestion, suggestions } from "./suggestions";

const WAIT_MILLIS = 350;
/** The most characters of a definition that the place holds. */
const MOST_IN_PLACE = 4000;

/**
 * The form that builds a projection, or changes one. The definition is made of rows or written as JSON; what it makes of the last
 * events stands beside it. The place holds the definition, so that it can be sent before it is saved.
 */
class ProjectionForm extends View {
  static override properties = {
    ...View.properties,
    name: { state: true },
    draft: { state: true },
    json: { state: true },
    taken: { state: true },
    paths: { state: true },
    violations: { state: true },
    refused: { state: true },
    saving: { state: true },
  };

  declare private name: string;
  /** What the rows say, or null while the definition is written as JSON. */
  declare private draft: Draft | null;
  declare private json: string;
  declare private taken: ReadonlySet<string>;
  declare private paths: readonly Suggestion[];
  declare private violations: readonly Violation[];
  declare private refused: unknown;
  declare private saving: boolean;

  private pause: number | undefined;
  private suggested: AbortController | null = null;
  private suggestedFor = "";

  constructor() {
    super();
    this.name = "";
    this.draft = newDraft();
    this.json = "";
    this.taken = new Set();
    this.paths = [];
    this.violations = [];
    this.refused = null;
    this.saving = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearTimeout(this.pause);
    this.suggested?.abort();
  }

  private get changing(): string | null {
    return this.route.params.get("form") === "change" ? this.route.params.get("name") : null;
  }

  protected override needsLoad(before: Route | undefined): boolean {
    const which = (route: Route) => ["store", "form", "name"].map((name) => route.params.get(name)).join(" ");
    return !before || (this.route.params.has("form") && which(before) !== which(this.route));
  }

  protected override async load(signal: AbortSignal): Promise<void> {
    const all = await readProjections(this.store, signal);
    this.taken = new Set(all.map((one) => one.projection.name));
    let text = this.route.params.get("definition");
    if (this.changing) {
      this.name = this.changing;
      text ??= (await readProjection(this.store, this.changing, signal)).definition;
    } else {
      this.name = this.route.params.get("called") ?? "";
    }
    this.draft = text === null ? newDraft() : draftOf(text);
    this.json = this.draft ? "" : prettyText(text!);
    this.suggestedFor = "";
    void this.suggest();
  }

  /** The definition as it is now, which need not be JSON while somebody writes it. */
  private get text(): string {
    return this.draft ? definitionOf(this.draft) : this.json;
  }

  protected override content(): unknown {
    const t = words();
    const changing = this.changing;
    const draft = this.draft;
    const text = this.text;
    return html`
      <p class="pj-back">
        <a href=${changing ? href("projections", { name: changing }) : href("projections")}>← ${changing ?? t.all}</a>
      </p>
      <div class="head">
        <h1>${changing ? t.changeTitle(changing) : t.buildTitle}</h1>
        <div class="actions" role="group" aria-label=${t.definedBy}>
          <button type="button" aria-pressed=${Boolean(draft)} @click=${this.toForm}>${t.asForm}</button>
          <button type="button" aria-pressed=${!draft} @click=${this.toJson}>${t.asJson}</button>
        </div>
      </div>
      ${changing ? html`<p class="quiet pj-intro">${t.changeHint}</p>` : nothing}
      <form class="pj-form" @submit=${this.save}>
        <div class="pj-rows">
          ${changing ? nothing : html`<section class="card">${this.nameField()}</section>`}
          ${
            draft
              ? html`<definition-rows
                  .route=${this.route}
                  .store=${this.store}
                  .draft=${draft}
                  .paths=${this.paths}
                  .violations=${this.violations}
                  @mayfly:draft=${this.drafted}
                ></definition-rows>`
              : this.jsonCard()
          }
          ${this.refused ? refusal(this.refused) : nothing}
          <p class="actions">
            <button class="primary" ?disabled=${this.saving}>${t.save}</button>
            <a class="button" href=${changing ? href("projections", { name: changing }) : href("projections")}
              >${common().cancel}</a
            >
          </p>
        </div>
        <div class="pj-aside">
          <section class="card" aria-labelledby="pj-preview">
            <h2 id="pj-preview">${t.preview}</h2>
            <p class="quiet small">${t.previewText}</p>
            ${draft && draft.fields.length === 0 ? html`<p class="quiet">${t.noField}</p>` : nothing}
            <projection-preview
              .route=${this.route}
              .store=${this.store}
              .definition=${this.tryable(text)}
              .marked=${Boolean(draft)}
              @mayfly:violations=${this.violated}
            ></projection-preview>
          </section>
          ${
            draft
              ? html`<details class="card">
                  <summary>${t.definition} (JSON)</summary>
                  ${jsonText(text)}
                </details>`
              : nothing
          }
        </div>
      </form>
    `;
  }

  private nameField(): unknown {
    const t = words();
    const taken = this.taken.has(this.name);
    const mistake = this.violations.find((one) => one.field === "projection")?.message;
    return html`<label class="field pj-name"
      >${t.name}
      <input
        name="name"
        required
        maxlength="63"
        pattern="[a-z0-9][a-z0-9\\-]*"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        title=${t.nameHint}
        aria-invalid=${taken || mistake ? "true" : nothing}
        aria-describedby="pj-name-hint"
        .value=${this.name}
        @input=${(event: Event) => this.named((event.target as HTMLInputElement).value)}
      />
      <span id="pj-name-hint" class=${taken || mistake ? "pj-mistake" : ""}>
        ${
          taken
            ? html`${t.nameTaken}<a href=${href("projections", { name: this.name })}>${t.nameTakenOpen}</a>`
            : (mistake ?? t.nameHint)
        }
      </span>
    </label>`;
  }

  private jsonCard(): unknown {
    const t = words();
    const hint = !isJson(this.json) ? t.notJson : draftOf(this.json) ? "" : t.notInForm;
    return html`<section class="card">
      <label class="field"
        >${t.definition}
        <textarea
          rows="16"
          spellcheck="false"
          aria-describedby="pj-json-hint"
          .value=${this.json}
          @input=${(event: Event) => this.written((event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </label>
      <p id="pj-json-hint" class="quiet small">${hint}</p>
    </section>`;
  }

  /** Returns the definition if it is worth a try. */
  private tryable(text: string): string {
    return this.draft ? (text.endsWith('"fields":{}}') ? "" : text) : isJson(text) ? text : "";
  }

  private named(name: string): void {
    this.name = name;
    this.changed();
  }

  private written(text: string): void {
    this.json = text;
    this.changed();
  }

  private readonly drafted = (event: CustomEvent<Draft>): void => {
    this.draft = event.detail;
    this.changed();
  };

  private readonly violated = (event: CustomEvent<readonly Violation[]>): void => {
    this.violations = event.detail;
  };

  private changed(): void {
    this.refused = null;
    window.clearTimeout(this.pause);
    this.pause = window.setTimeout(() => {
      const text = this.text;
      change({
        called: this.changing ? undefined : this.name,
        definition: text.length <= MOST_IN_PLACE && isJson(text) ? text : undefined,
      });
      void this.suggest();
    }, WAIT_MILLIS);
  }

  /** Looks for paths in the events that match, unless that was done for the same criteria. */
  private async suggest(): Promise<void> {
    if (!this.draft) {
      return;
    }
    const criteria = criteriaOf(this.draft);
    const key = `${this.store} ${JSON.stringify(criteria)}`;
    if (key === this.suggestedFor) {
      return;
    }
    this.suggestedFor = key;
    this.suggested?.abort();
    this.suggested = new AbortController();
    try {
      const found = await suggestions(this.store, criteria, this.suggested.signal);
      // While a criterion is being typed nothing matches: the paths that were known are better than none.
      if (found.length > 0) {
        this.paths = found;
      }
    } catch {
      // Suggestions are a help: the preview reports a mistake in the criteria.
    }
  }

  private readonly toJson = (): void => {
    if (this.draft) {
      this.json = prettyText(this.text);
      this.draft = null;
    }
  };

  private readonly toForm = (): void => {
    const draft = this.draft ?? draftOf(this.json);
    if (draft) {
      this.draft = draft;
      void this.suggest();
    } else {
      this.querySelector("textarea")?.focus();
    }
  };

  private readonly save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const name = this.name;
    const text = this.text;
    if ((!this.changing && this.taken.has(name)) || (this.draft && namesTwice(this.draft).size > 0)) {
      await this.updateComplete;
      this.querySelector<HTMLElement>("[aria-invalid]")?.focus();
      return;
    }
    this.saving = true;
    try {
      await call("PUT", inStore(this.store, "projections", name), {
        body: text,
        headers: { "Content-Type": "application/json" },
      });
      window.clearTimeout(this.pause);
      notice(words().saved(name));
      go("projections", { name });
    } catch (failure) {
      this.refused = failure;
      this.violations = failure instanceof Problem ? failure.violations : [];
    }
    this.saving = false;
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

declare global {
  interface HTMLElementEventMap {
    [DRAFT_CHANGED]: CustomEvent<Draft>;
    [VIOLATIONS]: CustomEvent<readonly Violation[]>;
  }
}

customElements.define("projection-form", ProjectionForm);
