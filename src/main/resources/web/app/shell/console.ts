import { html, nothing } from "lit";
import { html as staticHtml, unsafeStatic } from "lit/static-html.js";
import { ask } from "../parts/dialog";
import "../parts/missing-store";
import "../parts/when-back";
import { icon } from "../parts/icons";
import { notice } from "../parts/notice";
import { Part } from "../parts/view";
import { UNAUTHORIZED, call, read } from "../frame/api";
import { CONNECTION_CHANGED, lostSince } from "../frame/connection";
import { clockTime } from "../frame/format";
import { type Route, here, href, storeOf } from "../frame/route";
import {
  PREFERENCES_CHANGED,
  type Language,
  type Theme,
  applyPreferences,
  chooseLanguage,
  chooseTheme,
  chooseToken,
  language,
  theme,
  token,
} from "../frame/settings";
import { STORES_CHANGED } from "../frame/stores";
import type { Store } from "../frame/types";
import { VIEWS, type ViewEntry } from "./views";
import { words } from "../frame/words";

/** How long to wait before asking a server that was lost whether it is back: the last one again and again. */
const PROBE_MILLIS = [1_000, 1_000, 2_000, 3_000];

/** The frame around the views: the links to them, the store that is looked at, language, theme, token, and the connection. */
class Console extends Part {
  static override properties = {
    route: { state: true },
    stores: { state: true },
    ready: { state: true },
    failed: { state: true },
  };

  declare private route: Route;
  declare private stores: readonly string[];
  declare private ready: ReadonlySet<string>;
  /** The views whose code could not be loaded. */
  declare private failed: ReadonlySet<string>;

  private asking = false;
  private probes = 0;
  private probing: number | undefined;

  constructor() {
    super();
    this.route = here();
    this.stores = [];
    this.ready = new Set();
    this.failed = new Set();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    applyPreferences();
    window.addEventListener("hashchange", this.moved);
    window.addEventListener(PREFERENCES_CHANGED, this.redraw);
    window.addEventListener(STORES_CHANGED, this.list);
    window.addEventListener(UNAUTHORIZED, this.askToken);
    window.addEventListener(CONNECTION_CHANGED, this.connectionChanged);
    this.moved();
    void this.list();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.moved);
    window.removeEventListener(PREFERENCES_CHANGED, this.redraw);
    window.removeEventListener(STORES_CHANGED, this.list);
    window.removeEventListener(UNAUTHORIZED, this.askToken);
    window.removeEventListener(CONNECTION_CHANGED, this.connectionChanged);
    window.clearTimeout(this.probing);
  }

  protected override render(): unknown {
    const t = words();
    const view = this.entry();
    const store = storeOf(this.route);
    return html`
      <a class="skip" href="#main" @click=${this.skip}>${t.skip}</a>
      <header class="top">
        <a class="brand" href=${href("overview")}><img src="/mayfly.svg" alt="" width="28" height="28" />Mayfly</a>
        <label class="store-choice">
          <span>${t.store}</span>
          <select @change=${this.chooseStore}>
            ${[...new Set([store, ...this.stores])]
              .sort()
              .map((name) => html`<option value=${name} ?selected=${name === store}>${name}</option>`)}
          </select>
        </label>
        <div class="preferences">
          <select aria-label=${t.language} @change=${this.chooseLanguage}>
            <option value="en" lang="en" ?selected=${language() === "en"}>English</option>
            <option value="fr" lang="fr" ?selected=${language() === "fr"}>Français</option>
          </select>
          <select aria-label=${t.theme} @change=${this.chooseTheme}>
            <option value="system" ?selected=${theme() === "system"}>${t.themeSystem}</option>
            <option value="light" ?selected=${theme() === "light"}>${t.themeLight}</option>
            <option value="dark" ?selected=${theme() === "dark"}>${t.themeDark}</option>
          </select>
          ${token() ? html`<button type="button" @click=${this.forgetToken}>${t.tokenForget}</button>` : nothing}
          <a class="api" href="/q/swagger-ui">${t.api}</a>
        </div>
      </header>
      <nav aria-label=${t.views}>
        ${VIEWS.map(
          (one) =>
            html`<a href=${href(one.name)} aria-current=${one === view ? "page" : nothing}
              >${icon(one.icon)}<span>${t[one.name]}</span></a
            >`,
        )}
      </nav>
      <main id="main" tabindex="-1">${this.offline()} ${this.shown(view)}</main>
    `;
  }

  private shown(view: ViewEntry | undefined): unknown {
    if (!view) {
      return html`<h1>${words().noView}</h1>`;
    }
    if (this.failed.has(view.name)) {
      return this.withoutCode(view);
    }
    if (!this.ready.has(view.name)) {
      return html`<p class="quiet" role="status">${words().loading}</p>`;
    }
    const tag = unsafeStatic(view.element);
    return staticHtml`<${tag} .route=${this.route}></${tag}>`;
  }

  private offline(): unknown {
    const since = lostSince();
    const t = words();
    return since
      ? html`<div class="offline" role="alert">
          <div>
            <p><strong>${t.offline}</strong></p>
            <p>${t.offlineText(clockTime(since))}</p>
          </div>
          <button type="button" @click=${this.probe}>${t.tryNow}</button>
        </div>`
      : nothing;
  }

  private withoutCode(view: ViewEntry): unknown {
    const t = words();
    return html`<div>
      <h1>${t[view.name]}</h1>
      <div class="refusal" role="alert">
        <p><strong>${t.chunkTitle}</strong></p>
        <p>${t.chunkText}</p>
        <button type="button" @click=${() => void this.fetchAgain(view)}>${t.retry}</button>
      </div>
    </div>`;
  }

  private entry(): ViewEntry | undefined {
    return VIEWS.find((one) => one.name === this.route.view);
  }

  private readonly moved = (): void => {
    const left = this.route?.view;
    this.route = here();
    const view = this.entry();
    document.title = view ? `${words()[view.name]} · ${storeOf(this.route)} · Mayfly` : "Mayfly";
    if (left !== this.route.view) {
      window.scrollTo(0, 0);
    }
    if (view && !this.ready.has(view.name) && !this.failed.has(view.name)) {
      void this.fetchCode(view);
    }
  };

  /** Fetches the code of a view; returns whether it is there. */
  private async fetchCode(view: ViewEntry): Promise<boolean> {
    try {
      await view.fetch();
    } catch {
      this.failed = new Set([...this.failed, view.name]);
      // If the server is gone, the request shows it.
      await call("GET", "/version").catch(() => undefined);
      return false;
    }
    this.failed = new Set([...this.failed].filter((name) => name !== view.name));
    this.ready = new Set([...this.ready, view.name]);
    return true;
  }

  /**
   * Fetches the code of a view that could not be loaded. A browser may keep the failure of a module for as long as the page
   * lives, and after an upgrade the page names code that is gone: then the page is reloaded at the same place.
   */
  private async fetchAgain(view: ViewEntry): Promise<void> {
    if (!(await this.fetchCode(view)) && !lostSince()) {
      window.location.reload();
    }
  }

  private readonly connectionChanged = (): void => {
    window.clearTimeout(this.probing);
    this.requestUpdate();
    if (lostSince()) {
      this.probes = 0;
      this.probeLater();
      return;
    }
    notice(words().online);
    void this.list();
    const view = this.entry();
    if (view && this.failed.has(view.name)) {
      void this.fetchAgain(view);
    }
  };

  private probeLater(): void {
    window.clearTimeout(this.probing);
    this.probing = window.setTimeout(this.probe, PROBE_MILLIS[Math.min(this.probes++, PROBE_MILLIS.length - 1)]);
  }

  /** Asks whether the server is back; any answer notifies the whole console. */
  private readonly probe = async (): Promise<void> => {
    await call("GET", "/version").catch(() => undefined);
    if (lostSince() && this.isConnected) {
      this.probeLater();
    }
  };

  private readonly redraw = (): void => {
    this.moved();
    // The views read the language as they render: a place that is equal but not the same makes them do it.
    this.requestUpdate();
  };

  private readonly list = async (): Promise<void> => {
    try {
      const { stores } = await read<{ stores: Store[] }>("/stores");
      this.stores = stores.map((store) => store.name);
    } catch {
      // The view says what is wrong; the choice keeps what it had.
    }
  };

  private readonly askToken = async (): Promise<void> => {
    if (this.asking) {
      return;
    }
    this.asking = true;
    const t = words();
    const given = await ask({
      title: t.tokenTitle,
      text: html`<p>${t.tokenText}</p>
        <label class="field">${t.token}<input name="token" type="password" autocomplete="off" required /></label>`,
      act: t.tokenUse,
      run: async (values) => chooseToken(String(values.get("token"))),
    });
    this.asking = false;
    if (given) {
      window.location.reload();
    }
  };

  private readonly forgetToken = (): void => {
    chooseToken(null);
    window.location.reload();
  };

  private readonly skip = (event: Event): void => {
    event.preventDefault();
    this.querySelector<HTMLElement>("#main")!.focus();
  };

  private readonly chooseStore = (event: Event): void => {
    window.location.hash = href(this.route.view, { store: (event.target as HTMLSelectElement).value });
  };

  private readonly chooseLanguage = (event: Event): void =>
    chooseLanguage((event.target as HTMLSelectElement).value as Language);

  private readonly chooseTheme = (event: Event): void =>
    chooseTheme((event.target as HTMLSelectElement).value as Theme);
}

customElements.define("mayfly-console", Console);
