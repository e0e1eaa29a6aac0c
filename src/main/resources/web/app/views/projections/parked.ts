import { html, nothing, type TemplateResult } from "lit";
import { number, time } from "../../frame/format";
import { href } from "../../frame/route";
import type { ParkedEvent } from "../../frame/types";
import { words } from "./messages";

/** What can be done with a parked event. */
export interface ParkedActs {
  readonly retry: (position: number) => void;
  readonly discard: (position: number) => void;
}

const SHOWN = 100;

/** Returns what shows the events that a projection parked: why, and what can be done. */
export function parkedCard(parked: readonly ParkedEvent[], acts: ParkedActs): TemplateResult {
  const t = words();
  return html`<section class="card pj-parked">
    <div class="head">
      <h2>${t.parkedTitle} <span class="badge bad">${number(parked.length)}</span></h2>
    </div>
    <p class="quiet small">${t.parkedText}${parked.length > SHOWN ? ` ${t.parkedMore(SHOWN)}` : nothing}</p>
    ${parkedTable(parked.slice(0, SHOWN), acts)}
  </section>`;
}

/** Returns parked events as a table, with buttons if something can be done. */
export function parkedTable(parked: readonly ParkedEvent[], acts?: ParkedActs): TemplateResult {
  const t = words();
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t.parkedTitle}>
    <table>
      <thead>
        <tr>
          <th scope="col" class="number">${t.event}</th>
          <th scope="col">${t.error}</th>
        </tr>
      </thead>
      <tbody>
        ${parked.map(
          (one) =>
            html`<tr>
              <th scope="row" class="number">
                <a href=${href("events", { event: one.eventId })}>${number(one.position)}</a>
              </th>
              <td class="wrap"><div class="pj-error">${one.error} ${acts ? actions(one, acts) : nothing}</div></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function actions(one: ParkedEvent, acts: ParkedActs): TemplateResult {
  const t = words();
  return html`<span class="quiet small">${t.tried(one.attempts, time(one.at))}</span>
    <span class="actions">
      <button
        type="button"
        class="small"
        aria-label=${t.tryAgainAt(one.position)}
        @click=${() => acts.retry(one.position)}
      >
        ${t.tryAgain}
      </button>
      <button
        type="button"
        class="small"
        aria-label=${t.discardAt(one.position)}
        @click=${() => acts.discard(one.position)}
      >
        ${t.discard}
      </button>
    </span>`;
}
