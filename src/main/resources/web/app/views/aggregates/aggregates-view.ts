import { html } from "lit";
import { Part } from "../../parts/view";
import type { Route } from "../../frame/route";
import "./aggregate-history";
import "./aggregate-list";

/** The aggregates of a store, or the history of the one that the place names. */
class AggregatesView extends Part {
  static override properties = { route: { attribute: false } };

  declare route: Route;

  protected override render(): unknown {
    return this.route.params.get("id")
      ? html`<aggregate-history .route=${this.route}></aggregate-history>`
      : html`<aggregate-list .route=${this.route}></aggregate-list>`;
  }
}

customElements.define("aggregates-view", AggregatesView);
