import { html } from "lit";
import { View } from "../../parts/view";
import { words } from "../../frame/words";

class ProjectionsView extends View {
  protected override async load(): Promise<void> {}

  protected override content(): unknown {
    return html`<h1>${words().projections}</h1>`;
  }
}

customElements.define("projections-view", ProjectionsView);
