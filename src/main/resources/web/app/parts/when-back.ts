import { CONNECTION_CHANGED, lostSince } from "../frame/connection";

/** Shows nothing, and does something when the server that was lost is back. */
class WhenBack extends HTMLElement {
  run: () => void = () => undefined;

  connectedCallback(): void {
    window.addEventListener(CONNECTION_CHANGED, this.changed);
  }

  disconnectedCallback(): void {
    window.removeEventListener(CONNECTION_CHANGED, this.changed);
  }

  private readonly changed = (): void => {
    if (!lostSince()) {
      this.run();
    }
  };
}

customElements.define("when-back", WhenBack);
