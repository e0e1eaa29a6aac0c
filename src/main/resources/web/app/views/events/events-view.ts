import { html } from "lit";
import { View } from "../../parts/view";
import { words } from "../../frame/words";

class EventsView extends View {
  protected override async load(): Promise<void> {}

  protected override content(): unknown {
    return html`<h1>${words().events}</h1>`;
  }
}

customElements.define("events-view", EventsView);
