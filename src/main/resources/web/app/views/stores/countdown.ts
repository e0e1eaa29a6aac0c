import { html, nothing } from "lit";
import { duration } from "../../frame/format";
import { PREFERENCES_CHANGED } from "../../frame/settings";
import { Part } from "../../parts/view";
import { storesWords } from "./messages";

/** How long a store is still there unless it is used, second by second. */
class StoreCountdown extends Part {
  static override properties = { until: {}, brief: { type: Boolean } };

  /** When it goes; empty for a store that stays. */
  declare until: string;
  /** Whether only the time is said. */
  declare brief: boolean;

  private timer: number | undefined;

  constructor() {
    super();
    this.until = "";
    this.brief = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener(PREFERENCES_CHANGED, this.tick);
    this.timer = window.setInterval(this.tick, 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener(PREFERENCES_CHANGED, this.tick);
    window.clearInterval(this.timer);
  }

  protected override render(): unknown {
    if (!this.until) {
      return nothing;
    }
    const millis = new Date(this.until).getTime() - Date.now();
    const t = storesWords();
    const left = duration(Math.max(1000, Math.floor(millis / 1000) * 1000));
    const text = millis < 1000 ? t.goesNow : this.brief ? left : t.goes(left);
    return html`<span class="badge ${millis < 60_000 ? "warn" : ""}" title=${millis < 1000 ? nothing : t.goes(left)}
      >${text}</span
    >`;
  }

  private readonly tick = (): void => this.requestUpdate();
}

customElements.define("store-countdown", StoreCountdown);
