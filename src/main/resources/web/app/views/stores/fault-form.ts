import { html, nothing } from "lit";
import { Problem, inStore, read } from "../../frame/api";
import { refusal } from "../../parts/view";
import { faultWords } from "./fault-messages";
import { EFFECTS, type FaultRule, putRules, rulesOf } from "./fault-rules";
import { choice, field, measure, text } from "./forms";
import { Panel } from "./panel";

/** Tells that a rule was added; sent from the form upwards. */
export const RULES_CHANGED = "rules-changed";

/** Tells that the server takes no rules; sent from the form upwards. */
export const FAULTS_OFF = "faults-off";

const MATCHES = ["", "eventType", "aggregateType", "aggregateId", "tag"] as const;
const WHENS = ["every1", "nth", "every", "probability"] as const;
const SHOWN = ["on", "effect", "nth", "every", "probability", "seed", "times", "delay"];

/** The form that a rule is added by. */
class FaultForm extends Panel {
  static override properties = {
    on: { state: true },
    match: { state: true },
    when: { state: true },
    effect: { state: true },
    types: { state: true },
  };

  declare private on: string;
  declare private match: string;
  declare private when: string;
  declare private effect: string;
  declare private types: readonly string[];

  constructor() {
    super();
    this.on = "append";
    this.match = "";
    this.when = "every1";
    this.effect = "conflict";
    this.types = [];
  }

  protected override begin(): void {
    this.types = [];
    const target = inStore(this.store.name, "event-types");
    void read<{ eventTypes: readonly { eventType: string }[] }>(target, {}, this.work.signal)
      .then(({ eventTypes }) => (this.types = eventTypes.slice(0, 500).map((one) => one.eventType)))
      // They are a help with typing alone.
      .catch(() => undefined);
  }

  protected override render(): unknown {
    const t = faultWords();
    const form = "fault";
    return html`<form class="stores-group" aria-labelledby="fault-add" @submit=${this.add}>
      <h4 id="fault-add">${t.add}</h4>
      <div class="row">
        ${choice(
          form,
          "on",
          t.on,
          Object.keys(EFFECTS).map((on) => [on, t.points(on)] as const),
          this.on,
          this.chooseOn,
        )}
        ${choice(
          form,
          "effect",
          t.effect,
          EFFECTS[this.on].map((effect) => [effect, t.effects(effect)] as const),
          this.effect,
          (effect) => (this.effect = effect),
        )}
        ${choice(
          form,
          "match",
          t.match,
          MATCHES.map((match) => [match, t.matches(match)] as const),
          this.match,
          (match) => (this.match = match),
        )}
        ${
          this.match
            ? field({
                form,
                name: "value",
                label: t.matchValue,
                required: true,
                list: this.match === "eventType" ? "fault-types" : undefined,
                wrong: this.wrongAt(`match.${this.match}`),
              })
            : nothing
        }
        <datalist id="fault-types">${this.types.map((type) => html`<option value=${type}></option>`)}</datalist>
      </div>
      <div class="row">
        ${choice(
          form,
          "when",
          t.when,
          WHENS.map((when) => [when, t.whens(when)] as const),
          this.when,
          (when) => (this.when = when),
        )}
        ${
          this.when === "nth" || this.when === "every"
            ? field({
                form,
                name: "count",
                label: t.count,
                type: "number",
                min: 1,
                value: 2,
                required: true,
                wrong: this.wrongAt(this.when),
              })
            : nothing
        }
        ${this.when === "probability" ? this.chance() : nothing}
        ${field({ form, name: "times", label: t.times, type: "number", min: 1, hint: t.timesHint, wrong: this.wrongAt("times") })}
        ${measure(
          {
            form,
            name: "delay",
            label: t.delay,
            hint: t.delayHint,
            required: this.effect === "latency",
            step: "any",
            min: 0,
            wrong: this.wrongAt("delay"),
          },
          [
            ["ms", t.millis],
            ["s", "s"],
          ],
          "ms",
        )}
        <button class="primary" ?disabled=${this.busy}>${t.addIt}</button>
      </div>
      ${this.failure && !this.isShown() ? refusal(this.failure) : nothing}
    </form>`;
  }

  private chance(): unknown {
    const t = faultWords();
    return html`${field({
      form: "fault",
      name: "probability",
      label: t.probability,
      type: "number",
      min: 0,
      max: 1,
      step: "any",
      value: 0.1,
      required: true,
      hint: t.probabilityHint,
      wrong: this.wrongAt("probability"),
    })}
    ${field({ form: "fault", name: "seed", label: t.seed, pattern: "-?\\d+", value: 1, wrong: this.wrongAt("seed") })}`;
  }

  /** Returns what the server says of a field of the rule, which is the last of those that it was sent. */
  private wrongAt(name: string): string {
    const { failure } = this;
    return failure instanceof Problem
      ? failure.violations
          .filter((one) => one.field.replace(/^rules\[\d+\]\./, "") === name)
          .map((one) => one.message)
          .join(" ")
      : "";
  }

  private isShown(): boolean {
    return this.wrongAt(`match.${this.match}`) !== "" || SHOWN.some((name) => this.wrongAt(name) !== "");
  }

  private readonly chooseOn = (on: string): void => {
    this.on = on;
    if (!EFFECTS[on].includes(this.effect)) {
      this.effect = EFFECTS[on][0];
    }
  };

  private readonly add = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const rule = this.rule(new FormData(event.target as HTMLFormElement));
    await this.act(async (signal) => {
      // Those of now: somebody else may have changed them.
      const before = await rulesOf(this.store.name, signal);
      const rules = await this.put([...before.map((one) => one.text), rule]);
      this.dispatchEvent(new CustomEvent(RULES_CHANGED, { bubbles: true, detail: rules }));
    });
  };

  private async put(texts: readonly string[]): Promise<readonly FaultRule[]> {
    try {
      return await putRules(this.store.name, texts);
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 403) {
        this.dispatchEvent(new Event(FAULTS_OFF, { bubbles: true }));
      }
      throw failure;
    }
  }

  private rule(values: FormData): string {
    const rule: Record<string, unknown> = { on: this.on, effect: this.effect };
    if (this.match) {
      rule.match = { [this.match]: [text(values, "value")] };
    }
    if (this.when === "nth" || this.when === "every") {
      rule[this.when] = Number(text(values, "count"));
    } else if (this.when === "probability") {
      rule.probability = Number(text(values, "probability"));
    }
    const times = text(values, "times");
    if (times) {
      rule.times = Number(times);
    }
    const delay = text(values, "delay");
    if (delay) {
      const millis = Number(delay) * (text(values, "delay-unit") === "s" ? 1000 : 1);
      rule.delay = `PT${(millis / 1000).toFixed(3)}S`;
    }
    const json = JSON.stringify(rule);
    const seed = this.when === "probability" ? text(values, "seed") : "";
    return seed ? `${json.slice(0, -1)},"seed":${BigInt(seed)}}` : json;
  }
}

customElements.define("fault-form", FaultForm);
