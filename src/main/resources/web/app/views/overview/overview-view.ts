import { html } from "lit";
import { View } from "../../parts/view";
import { words } from "../../frame/words";

class OverviewView extends View {
  protected override async load(): Promise<void> {}

  protected override content(): unknown {
    return html`<h1>${words().overview}</h1>`;
  }
}

customElements.define("overview-view", OverviewView);
