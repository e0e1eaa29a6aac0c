import { html } from "lit";
import { View } from "../../parts/view";
import { words } from "../../frame/words";

class AnalysisView extends View {
  protected override async load(): Promise<void> {}

  protected override content(): unknown {
    return html`<h1>${words().analysis}</h1>`;
  }
}

customElements.define("analysis-view", AnalysisView);
