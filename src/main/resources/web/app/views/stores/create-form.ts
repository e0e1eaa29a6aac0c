import { html, nothing } from "lit";
import { Problem, inStore, json } from "../../frame/api";
import { problemText } from "../../frame/problems";
import { change } from "../../frame/route";
import { storesChanged } from "../../frame/stores";
import type { Store } from "../../frame/types";
import { words } from "../../frame/words";
import { notice } from "../../parts/notice";
import { refusal } from "../../parts/view";
import { ActingPart } from "./acting-part";
import { type ClockMode, clockFields, clockSetting } from "./clock-fields";
import { NAME_PATTERN, durationOf, field, isOfTheWhole, measure, text, timeUnits, wrong } from "./forms";
import { storesWords } from "./messages";
import { STORE_CREATED } from "./panel";

const FIELDS = ["store", "ttl", "limitBytes", "clock.at", "clock.by"] as const;
const BYTES = [
  ["1024", "KiB"],
  ["1048576", "MiB"],
  ["1073741824", "GiB"],
] as const;
const OCTETS = [
  ["1024", "Kio"],
  ["1048576", "Mio"],
  ["1073741824", "Gio"],
] as const;

/** The form that a store is made by. */
class CreateForm extends ActingPart {
  static override properties = { ...ActingPart.properties, mode: { state: true } };

  declare private mode: ClockMode;

  constructor() {
    super();
    this.mode = "system";
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>("#create-name")!.focus();
  }

  protected override render(): unknown {
    const t = storesWords();
    const failure = this.failure;
    const exists = failure instanceof Problem && failure.slug === "store-exists" ? problemText(failure).text : "";
    const units = document.documentElement.lang === "fr" ? OCTETS : BYTES;
    return html`<form class="card" aria-labelledby="create-title" @submit=${this.create}>
      <h2 id="create-title">${t.createTitle}</h2>
      ${field({
        form: "create",
        name: "name",
        label: t.name,
        required: true,
        pattern: NAME_PATTERN,
        hint: t.nameHint,
        wrong: exists || wrong(failure, "store"),
      })}
      <div class="stores-fields">
        ${measure({ form: "create", name: "ttl", label: t.ttl, hint: t.ttlHint, wrong: wrong(failure, "ttl") }, timeUnits(), "M")}
        ${measure({ form: "create", name: "limitBytes", label: t.limit, hint: t.limitHint, wrong: wrong(failure, "limitBytes") }, units, "1048576")}
      </div>
      <fieldset class="stores-fieldset">
        <legend>${t.clock}</legend>
        <div class="row">
          ${clockFields("create", this.mode, new Date().toISOString(), failure, "clock.", (mode) => (this.mode = mode))}
        </div>
      </fieldset>
      ${!exists && isOfTheWhole(failure, ...FIELDS) ? refusal(failure) : nothing}
      <p class="actions">
        <button class="primary" ?disabled=${this.busy}>${t.create}</button>
        <button type="button" @click=${() => change({ new: undefined }, true)}>${words().cancel}</button>
      </p>
    </form>`;
  }

  private readonly create = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const values = new FormData(event.target as HTMLFormElement);
    const limit = text(values, "limitBytes");
    const body = {
      ttl: durationOf(values, "ttl"),
      limitBytes: limit ? Number(limit) * Number(text(values, "limitBytes-unit")) : undefined,
      clock: this.mode === "system" ? undefined : clockSetting(values),
    };
    this.busy = true;
    this.failure = null;
    try {
      const made = await json<Store>("PUT", inStore(text(values, "name")), { body });
      notice(storesWords().created(made.name));
      storesChanged();
      this.dispatchEvent(new CustomEvent<string>(STORE_CREATED, { bubbles: true, detail: made.name }));
      change({ new: undefined, find: undefined, panel: undefined, at: undefined, store: made.name }, true);
    } catch (failure) {
      this.failure = failure;
    }
    this.busy = false;
  };
}

customElements.define("create-form", CreateForm);
