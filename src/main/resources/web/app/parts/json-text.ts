import { html, type TemplateResult } from "lit";
import { pretty } from "../frame/json";
import { hitsOf, marked, piecesOf } from "./hits";

/** The most tokens that are coloured; more would be more elements than a browser lays out at once. */
const MOST_TOKENS = 20_000;

/** Returns a JSON text laid out and coloured; its characters are those that are stored. What is looked for in it is marked. */
export function jsonText(text: string, wanted = ""): TemplateResult {
  const tokens = pretty(text);
  const hits = wanted ? hitsOf(tokens, wanted) : [];
  if (tokens.length > MOST_TOKENS) {
    const all = tokens.map((token) => token.text).join("");
    return html`<pre class="json" tabindex="0"><code>${marked(piecesOf(all, 0, hits))}</code></pre>`;
  }
  let start = 0;
  let next = 0;
  const shown = tokens.map((token) => {
    const end = start + token.text.length;
    while (next < hits.length && hits[next][1] <= start) {
      next++;
    }
    const here = [];
    for (let at = next; at < hits.length && hits[at][0] < end; at++) {
      here.push(hits[at]);
    }
    const content = here.length > 0 ? marked(piecesOf(token.text, start, here)) : token.text;
    start = end;
    return token.kind === "mark" ? content : html`<span class=${token.kind}>${content}</span>`;
  });
  return html`<pre class="json" tabindex="0"><code>${shown}</code></pre>`;
}
