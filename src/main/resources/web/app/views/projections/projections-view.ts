import { html } from "lit";
import type { Route } from "../../frame/route";
import { Part } from "../../parts/view";
import "./projection-detail";
import "./projection-form";
import "./projection-list";

/** The projections of a store: all of them, one of them by `name`, or the form that builds or changes one by `form`. */
class ProjectionsView extends Part {
  static override properties = { route: { attribute: false } };

  declare route: Route;

  protected override render(): unknown {
    const params = this.route.params;
    if (params.has("form")) {
      return html`<projection-form .route=${this.route}></projection-form>`;
    }
    return params.get("name")
      ? html`<projection-detail .route=${this.route}></projection-detail>`
      : html`<projection-list .route=${this.route}></projection-list>`;
  }
}

customElements.define("projections-view", ProjectionsView);
