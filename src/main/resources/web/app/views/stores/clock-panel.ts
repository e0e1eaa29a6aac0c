import { html, nothing } from "lit";
import { inStore, json } from "../../frame/api";
import { duration, time } from "../../frame/format";
import { notice } from "../../parts/notice";
import { refusal } from "../../parts/view";
import { type ClockMode, clockFields, clockSetting } from "./clock-fields";
import { clockWords } from "./clock-messages";
import { durationOf, isOfTheWhole, measure, timeUnits, wrong } from "./forms";
import { storesWords } from "./messages";
import { Panel } from "./panel";

/** What a store's clock says. */
interface Clock {
  readonly mode: ClockMode;
  readonly now: string;
  readonly recordedAtNotBefore?: string;
}

const REFRESH_MILLIS = 10_000;
const QUICK = [
  ["PT1M", "minute"],
  ["PT1H", "hour"],
  ["P1D", "day"],
] as const;

/** A store's clock: what it reads, second by second; moves it on, and sets it. */
class ClockPanel extends Panel {
  static override properties = { clock: { state: true }, mode: { state: true }, setting: { state: true } };

  declare private clock: Clock | null;
  /** The mode that is chosen in the form. */
  declare private mode: ClockMode | null;
  /** Which of the two forms the failure is of. */
  declare private setting: boolean;

  /** When the clock was read, by what never jumps. */
  private readMillis = 0;
  private ticking: number | undefined;

  constructor() {
    super();
    this.clock = null;
    this.mode = null;
    this.setting = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.ticking = window.setInterval(() => this.requestUpdate(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.ticking);
  }

  protected override begin(): void {
    this.clock = null;
    this.mode = null;
    this.poll(REFRESH_MILLIS, async (signal) => {
      this.take(await json<Clock>("GET", inStore(this.store.name, "clock"), { signal }));
    });
  }

  protected override render(): unknown {
    const t = clockWords();
    return html`<section class="stores-panel" aria-labelledby="clock-title">
      <h3 id="clock-title">${storesWords().clock}</h3>
      <p class="quiet small">${t.text}</p>
      ${this.clock ? this.reading(this.clock) : nothing} ${this.moving()}
      ${this.clock ? this.settings(this.clock) : nothing}
    </section>`;
  }

  private reading(clock: Clock): unknown {
    const t = clockWords();
    const now = this.now(clock);
    const distance = now.getTime() - Date.now();
    return html`<div class="stores-clock">
      <time datetime=${now.toISOString()} aria-label=${t.now}>${time(now)}</time>
      <span class="actions"
        ><span class="badge">${t.names(clock.mode)}</span>
        <span class="quiet small"
          >${t.modes(clock.mode)}${
            Math.abs(distance) > 5_000
              ? ` · ${distance > 0 ? t.ahead(duration(distance)) : t.behind(duration(-distance))}`
              : nothing
          }</span
        ></span
      >
      ${clock.recordedAtNotBefore ? html`<p class="small">${t.notBefore(time(clock.recordedAtNotBefore))}</p>` : nothing}
    </div>`;
  }

  private moving(): unknown {
    const t = clockWords();
    const failure = this.setting ? null : this.failure;
    return html`<form class="stores-group" @submit=${this.advanceBy}>
      <h4>${t.advance}</h4>
      <div class="row">
        <span class="actions">
          ${QUICK.map(
            ([by, name]) =>
              html`<button type="button" ?disabled=${this.busy} @click=${() => this.advance(by)}>+ ${t[name]}</button>`,
          )}
        </span>
        ${measure({ form: "advance", name: "by", label: t.by, value: 30, required: true, wrong: wrong(failure, "by") }, timeUnits(), "M")}
        <button ?disabled=${this.busy}>${t.go}</button>
      </div>
      ${isOfTheWhole(failure, "by") ? refusal(failure) : nothing}
    </form>`;
  }

  private settings(clock: Clock): unknown {
    const t = clockWords();
    const failure = this.setting ? this.failure : null;
    return html`<form class="stores-group" @submit=${this.set}>
      <h4>${t.set}</h4>
      <div class="row">
        ${clockFields("clock", this.mode ?? clock.mode, clock.now, failure, "", (mode) => (this.mode = mode))}
        <button class="primary" ?disabled=${this.busy}>${t.apply}</button>
      </div>
      ${isOfTheWhole(failure, "at", "by") ? refusal(failure) : nothing}
    </form>`;
  }

  private now(clock: Clock): Date {
    const since = clock.mode === "frozen" ? 0 : performance.now() - this.readMillis;
    return new Date(new Date(clock.now).getTime() + since);
  }

  private take(clock: Clock): void {
    this.readMillis = performance.now();
    this.clock = clock;
  }

  private readonly advanceBy = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.advance(durationOf(new FormData(event.target as HTMLFormElement), "by")!);
  };

  private async advance(by: string): Promise<void> {
    this.setting = false;
    await this.move(() => json<Clock>("POST", inStore(this.store.name, "clock", "advance"), { body: { by } }));
  }

  private readonly set = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const body = clockSetting(new FormData(event.target as HTMLFormElement));
    this.setting = true;
    await this.move(() => json<Clock>("PUT", inStore(this.store.name, "clock"), { body }));
  };

  private async move(how: () => Promise<Clock>): Promise<void> {
    const done = await this.act(async () => this.take(await how()));
    if (done) {
      notice(clockWords().done(time(this.clock!.now)));
      this.changed();
    }
  }
}

customElements.define("clock-panel", ClockPanel);
