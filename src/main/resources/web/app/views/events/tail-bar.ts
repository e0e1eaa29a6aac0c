import { html, nothing } from "lit";
import { icon } from "../../parts/icons";
import { t } from "./messages";
import { type Connection, MOST_ROWS, type Tail } from "./tail";

/** Returns what says how a tail is doing, and pauses it. */
export function tailBar(tail: Tail): unknown {
  const [text, kind] = stateOf(tail.paused ? "paused" : tail.connection);
  return html`<div class="actions ev-tail">
    <button type="button" class="ev-pause" @click=${() => (tail.paused ? tail.resume() : tail.pause())}>
      ${icon(tail.paused ? "play" : "pause")}${tail.paused ? t().resume : t().pause}
    </button>
    <span role="status" class=${`badge ${kind}`}>${text}</span>
    ${
      tail.paused && tail.connection !== "live"
        ? html`<span class=${`badge ${stateOf(tail.connection)[1]}`}>${stateOf(tail.connection)[0]}</span>`
        : nothing
    }
    <span class="ev-rate number">${t().rate(tail.rate)}</span>
    ${tail.paused ? html`<span class="ev-missed">${t().missed(tail.missed)}</span>` : nothing}
    ${tail.length >= MOST_ROWS ? html`<span class="quiet small">${t().kept(MOST_ROWS)}</span>` : nothing}
    ${tail.reset ? html`<span class="badge warn" role="status">${t().wasReset}</span>` : nothing}
  </div>`;
}

function stateOf(state: Connection | "paused"): readonly [string, string] {
  const words = t();
  switch (state) {
    case "live":
      return [words.live, "good"];
    case "catching-up":
      return [words.catchingUp, "good"];
    case "connecting":
      return [words.connecting, ""];
    case "waiting":
      return [words.waiting, "warn"];
    case "stopping":
      return [words.stopping, "warn"];
    case "refused":
      return [words.refused, "bad"];
    case "paused":
      return [words.paused, "warn"];
  }
}
