import { html, nothing } from "lit";
import { call, inStore } from "../../frame/api";
import { number } from "../../frame/format";
import { ask } from "../../parts/dialog";
import { icon } from "../../parts/icons";
import { notice } from "../../parts/notice";
import { refusal } from "../../parts/view";
import { FAULTS_OFF, RULES_CHANGED } from "./fault-form";
import "./fault-form";
import { faultWords } from "./fault-messages";
import { type FaultRule, inWords, putRules, rulesOf } from "./fault-rules";
import { storesWords } from "./messages";
import { Panel } from "./panel";

const REFRESH_MILLIS = 2_000;

/** The rules of a store's faults, with how often each fired; adds and removes them. */
class FaultsPanel extends Panel {
  static override properties = { rules: { state: true }, off: { state: true } };

  declare private rules: readonly FaultRule[] | null;
  /** Whether the server takes no rules; it says so when it is sent some. */
  declare private off: boolean;

  constructor() {
    super();
    this.rules = null;
    this.off = false;
    this.addEventListener(FAULTS_OFF, () => (this.off = true));
    this.addEventListener(RULES_CHANGED, (event) => {
      this.rules = (event as CustomEvent<readonly FaultRule[]>).detail;
      notice(faultWords().added);
    });
  }

  protected override begin(): void {
    this.rules = null;
    this.poll(REFRESH_MILLIS, async (signal) => {
      const rules = await rulesOf(this.store.name, signal);
      if (!this.busy) {
        this.rules = rules;
      }
    });
  }

  protected override render(): unknown {
    const t = faultWords();
    return html`<section class="stores-panel" aria-labelledby="faults-title">
      <div class="head">
        <h3 id="faults-title" tabindex="-1">${storesWords().faults}</h3>
        ${
          this.rules && this.rules.length > 0
            ? html`<button type="button" ?disabled=${this.busy} @click=${this.clear}>${t.clear}</button>`
            : nothing
        }
      </div>
      <p class="quiet small">${t.text}</p>
      ${this.off ? html`<p class="stores-off" role="alert">${t.off}</p>` : nothing}
      ${this.rules === null ? nothing : this.rules.length === 0 ? html`<p class="quiet">${t.none}</p>` : this.table(this.rules)}
      ${this.failure ? refusal(this.failure) : nothing}
      ${this.off ? nothing : html`<fault-form .store=${this.store}></fault-form>`}
    </section>`;
  }

  private table(rules: readonly FaultRule[]): unknown {
    const t = faultWords();
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t.rules}>
        <table>
          <thead>
            <tr>
              <th scope="col">${t.rule}</th>
              <th scope="col" class="number">${t.seen}</th>
              <th scope="col" class="number">${t.fired}</th>
              <th scope="col"><span class="unseen">${storesWords().actions}</span></th>
            </tr>
          </thead>
          <tbody>
            ${rules.map(
              (rule, at) =>
                html`<tr>
                  <td class="wrap">${inWords(rule)}</td>
                  <td class="number">${number(rule.seen)}</td>
                  <td class="number"><strong class="stores-fired">${number(rule.fired)}</strong></td>
                  <td>
                    <button
                      type="button"
                      class="plain"
                      aria-label=${t.removeOf(at + 1)}
                      title=${t.removeOf(at + 1)}
                      ?disabled=${this.busy}
                      @click=${() => this.drop(rule)}
                    >
                      ${icon("trash")}
                    </button>
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="quiet small">${t.anew}</p>`;
  }

  private readonly drop = async (rule: FaultRule): Promise<void> => {
    const done = await this.act(async () => {
      const rest = (this.rules ?? []).filter((one) => one !== rule);
      this.rules = await putRules(
        this.store.name,
        rest.map((one) => one.text),
      );
    });
    if (done) {
      notice(faultWords().removed);
      await this.updateComplete;
      // The button that was pressed is gone.
      this.querySelector<HTMLElement>("#faults-title")?.focus();
    }
  };

  private readonly clear = async (): Promise<void> => {
    const t = faultWords();
    const rules = this.rules ?? [];
    const fired = rules.reduce((sum, rule) => sum + rule.fired, 0);
    const done = await ask({
      title: t.clearTitle,
      text: html`<p>${t.clearText(rules.length, fired)}</p>`,
      act: t.clear,
      destructive: true,
      run: async () => {
        await call("DELETE", inStore(this.store.name, "faults"));
        this.rules = [];
      },
    });
    if (done) {
      notice(t.cleared);
      await this.updateComplete;
      this.querySelector<HTMLElement>("#faults-title")?.focus();
    }
  };
}

customElements.define("faults-panel", FaultsPanel);
