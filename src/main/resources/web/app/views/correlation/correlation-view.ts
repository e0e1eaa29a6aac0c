import { html } from "lit";
import { View } from "../../parts/view";
import { words } from "../../frame/words";

class CorrelationView extends View {
  protected override async load(): Promise<void> {}

  protected override content(): unknown {
    return html`<h1>${words().correlation}</h1>`;
  }
}

customElements.define("correlation-view", CorrelationView);
