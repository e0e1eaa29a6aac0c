import { html, type TemplateResult } from "lit";
import { pretty } from "../frame/json";

/** Returns a JSON text laid out and coloured; its characters are those that are stored. */
export function jsonText(text: string): TemplateResult {
  return html`<pre class="json" tabindex="0"><code>${pretty(text).map((token) =>
    token.kind === "mark" ? token.text : html`<span class=${token.kind}>${token.text}</span>`,
  )}</code></pre>`;
}
