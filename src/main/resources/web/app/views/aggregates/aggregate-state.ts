import { type PropertyValues, html, nothing } from "lit";
import { Part, refusal } from "../../parts/view";
import { icon } from "../../parts/icons";
import { jsonText } from "../../parts/json-text";
import { Latest } from "../../parts/latest";
import { copy, saveFile } from "../../parts/notice";
import { number } from "../../frame/format";
import { prettyText } from "../../frame/json";
import { words as shared } from "../../frame/words";
import { words } from "./messages";
import { type Change, pathText } from "./patch";
import type { Moment, States } from "./states";

const SETTLED_MILLIS = 120;
const SHOWN_CHARACTERS = 60_000;
const SHOWN_OF_A_VALUE = 2_000;

/** What changed with one version of an aggregate, and its state after it. It loads when the version has been still for a moment. */
class AggregateState extends Part {
  static override properties = {
    states: { attribute: false },
    version: { type: Number },
    file: {},
    language: {},
    moment: { state: true },
    failure: { state: true },
    busy: { state: true },
  };

  declare states: States;
  declare version: number;
  /** The name of its file, without an ending. */
  declare file: string;
  /** The language; a change of it redraws. */
  declare language: string;
  declare private moment: Moment | null;
  declare private failure: unknown;
  declare private busy: boolean;

  private readonly latest = new Latest();

  constructor() {
    super();
    this.moment = null;
    this.busy = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.latest.stop();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("states") || changed.has("version")) {
      this.busy = true;
      this.latest.run(changed.has("states") ? 0 : SETTLED_MILLIS, (signal) => this.load(signal));
    }
  }

  private async load(signal: AbortSignal): Promise<void> {
    try {
      const moment = await this.states.at(this.version, signal);
      if (signal.aborted) {
        return;
      }
      this.moment = moment;
      this.failure = null;
    } catch (failure) {
      if (signal.aborted) {
        return;
      }
      this.failure = failure;
    }
    this.busy = false;
  }

  protected override render(): unknown {
    if (this.failure) {
      return refusal(this.failure, () => this.latest.run(0, (signal) => this.load(signal)));
    }
    const moment = this.moment;
    if (!moment) {
      return html`<p class="quiet" role="status">${shared().loading}</p>`;
    }
    const t = words();
    return html`
      <p class="unseen" role="status">${this.busy ? "" : t.said(number(moment.version), moment.changes.total)}</p>
      <div class="agg-moment" aria-busy=${this.busy} data-version=${moment.version}>
        <section class="card" aria-labelledby="agg-changes">
          <div class="head">
            <h2 id="agg-changes">${t.changes}</h2>
            <span class="quiet small">
              ${moment.version === 1 ? t.toNothing : t.toVersion(number(moment.version - 1))}
            </span>
          </div>
          ${this.changes(moment)}
        </section>
        <section class="card" aria-labelledby="agg-state">
          <div class="head">
            <h2 id="agg-state">${t.state(number(moment.version))}</h2>
            <span class="actions">
              <button type="button" class="plain" aria-label=${t.copy} title=${t.copy} @click=${this.copy}>
                ${icon("copy")}
              </button>
              <button type="button" class="plain" aria-label=${t.download} title=${t.download} @click=${this.save}>
                ${icon("download")}
              </button>
            </span>
          </div>
          <p class="quiet small agg-note">
            ${moment.by === "replayed" ? t.replayed : moment.by === "merged" ? t.merged : t.notReplayed}
          </p>
          ${this.state(moment.state)}
        </section>
      </div>
    `;
  }

  private state(text: string): unknown {
    return html`${jsonText(text.slice(0, SHOWN_CHARACTERS))}
    ${
      text.length > SHOWN_CHARACTERS
        ? html`<p class="quiet small agg-note">${words().cut(number(SHOWN_CHARACTERS), number(text.length))}</p>`
        : nothing
    }`;
  }

  private changes({ changes }: Moment): unknown {
    const t = words();
    if (changes.total === 0) {
      return html`<p class="quiet agg-note">${t.noChange}</p>`;
    }
    const more = changes.total - changes.list.length;
    return html`<ul class="agg-changes">
        ${changes.list.map((one) => line(one))}
      </ul>
      ${more > 0 ? html`<p class="quiet small agg-note">${t.moreChanges(more)}</p>` : nothing}`;
  }

  private readonly copy = (): void => void copy(prettyText(this.moment!.state), words().copied);

  private readonly save = (): void => {
    const { state, version } = this.moment!;
    saveFile(`${this.file}-${version}.json`, new Blob([state], { type: "application/json" }));
  };
}

customElements.define("aggregate-state", AggregateState);

const SIGNS = { added: "+", removed: "−", changed: "~" } as const;

function line(change: Change): unknown {
  const t = words();
  return html`<li class="agg-change ${change.kind}">
    <span class="agg-kind"><span aria-hidden="true">${SIGNS[change.kind]}</span> ${t[change.kind]}</span>
    <code class="agg-path">${change.path.length ? pathText(change.path) : t.whole}</code>
    ${change.before === null ? nothing : html`<del class="agg-value"><span aria-hidden="true">−</span><span class="unseen">${t.was}</span>${value(change.before)}</del>`}
    ${change.after === null ? nothing : html`<ins class="agg-value"><span aria-hidden="true">+</span><span class="unseen">${t.is}</span>${value(change.after)}</ins>`}
  </li>`;
}

function value(text: string): unknown {
  const laid = /^\s*[{[]/.test(text) ? prettyText(text.slice(0, 2 * SHOWN_OF_A_VALUE)) : text;
  return html`<code>${laid.length > SHOWN_OF_A_VALUE ? `${laid.slice(0, SHOWN_OF_A_VALUE)} …` : laid}</code>`;
}
