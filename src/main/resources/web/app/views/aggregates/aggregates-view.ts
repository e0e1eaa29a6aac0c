import { html } from "lit";
import { View } from "../../parts/view";
import { words } from "../../frame/words";

class AggregatesView extends View {
  protected override async load(): Promise<void> {}

  protected override content(): unknown {
    return html`<h1>${words().aggregates}</h1>`;
  }
}

customElements.define("aggregates-view", AggregatesView);
