import { html } from "lit";
import { View } from "../../parts/view";
import { words } from "../../frame/words";

class WorldsView extends View {
  protected override async load(): Promise<void> {}

  protected override content(): unknown {
    return html`<h1>${words().worlds}</h1>`;
  }
}

customElements.define("worlds-view", WorldsView);
