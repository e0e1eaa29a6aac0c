import { html } from "lit";
import { Part } from "../../parts/view";
import type { Route } from "../../frame/route";
import "./correlation-recent";
import "./correlation-trace";

/** The correlations of the latest events, or the causes and effects in the one that the place names. */
class CorrelationView extends Part {
  static override properties = { route: { attribute: false } };

  declare route: Route;

  protected override render(): unknown {
    return this.route.params.get("id")
      ? html`<correlation-trace .route=${this.route}></correlation-trace>`
      : html`<correlation-recent .route=${this.route}></correlation-recent>`;
  }
}

customElements.define("correlation-view", CorrelationView);
