import { html, nothing, svg } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { duration, number, shortTime } from "../../frame/format";
import { millisBetween } from "../../frame/instant";
import { words } from "./messages";

/** An event as a time line shows it. */
export interface Point {
  readonly version: number;
  readonly eventId: string;
  readonly eventType: string;
  readonly timestamp: string;
  readonly correlationId?: string;
  readonly causationId?: string;
}

const LANES = 6;
const GAP_PIXELS = 40;

/**
 * Returns events as a vertical line: each under the one before it, further down the longer the time between them.
 *
 * @param selected the version that is looked at
 * @param link returns the address of a version
 */
export function line(points: readonly Point[], selected: number, link: (version: number) => string): unknown {
  return html`<ol class="agg-line">
    ${points.map((point, at) => {
      const before = points[at - 1];
      const millis = before ? millisBetween(before.timestamp, point.timestamp) : NaN;
      return html`<li class=${classMap({ selected: point.version === selected })}>
        ${before ? gap(millis) : nothing}
        <a href=${link(point.version)} aria-current=${point.version === selected ? "true" : nothing}>
          <span class="agg-number">${number(point.version)}</span>
          <span class="agg-type">${point.eventType}</span>
          <time datetime=${point.timestamp}>${shortTime(point.timestamp)}</time>
        </a>
      </li>`;
    })}
  </ol>`;
}

function gap(millis: number): unknown {
  const t = words();
  const text = millis === 0 ? t.sameTime : millis > 0 ? t.after(duration(millis)) : t.before(duration(-millis));
  // A second is a little, a month is much: each factor of ten adds the same.
  const height = millis > 0 ? Math.min(GAP_PIXELS, 4.2 * Math.log10(1 + millis)) : 0;
  return html`<span class="agg-gap" .style=${`min-height: ${(20 + height).toFixed(0)}px`}>${text}</span>`;
}

/**
 * Returns events on an axis of time, those of one type in one lane. It adds nothing to the vertical line but its looks, so that
 * the keyboard has no stops in it.
 *
 * @param pick gets the version of the event that is clicked on
 */
export function strip(points: readonly Point[], selected: number, pick: (version: number) => void): unknown {
  if (points.length < 2) {
    return nothing;
  }
  const t = words();
  const origin = points[0].timestamp;
  const times = points.map((point) => millisBetween(origin, point.timestamp));
  const first = Math.min(...times);
  const span = Math.max(...times) - first;
  const { names, laneOf } = lanes(points);
  const x = (at: number) => `${(span === 0 ? 50 : 1.5 + (97 * (times[at] - first)) / span).toFixed(3)}%`;
  const chosen = points.findIndex((point) => point.version === selected);
  return html`<div class="agg-strip" role="img" aria-label=${t.strip(points.length)}>
    <div class="agg-lanes" aria-hidden="true">${names.map((name) => html`<span title=${name}>${name}</span>`)}</div>
    <svg height=${names.length * 24} aria-hidden="true">
      ${names.map((_, lane) => svg`<line class="lane" x1="0" x2="100%" y1=${lane * 24 + 12} y2=${lane * 24 + 12}></line>`)}
      ${chosen < 0 ? nothing : svg`<line class="now" x1=${x(chosen)} x2=${x(chosen)} y1="0" y2="100%"></line>`}
      ${points.map(
        (point, at) =>
          svg`<circle cx=${x(at)} cy=${laneOf(point) * 24 + 12} r=${at === chosen ? 7 : 5}
            class=${at === chosen ? "selected" : ""}
            @click=${() => pick(point.version)}><title>${`${number(point.version)} ${point.eventType}\n${shortTime(point.timestamp)}`}</title></circle>`,
      )}
    </svg>
    <div class="agg-axis" aria-hidden="true">
      <span>${shortTime(points[times.indexOf(first)].timestamp)}</span>
      <span>${duration(span)}</span>
      <span>${shortTime(points[times.indexOf(first + span)]?.timestamp ?? points[points.length - 1].timestamp)}</span>
    </div>
  </div>`;
}

/** Returns a lane for each of the types that come most, in the order in which they come first, and one for all others. */
function lanes(points: readonly Point[]): { names: string[]; laneOf: (point: Point) => number } {
  const counts = new Map<string, number>();
  for (const { eventType } of points) {
    counts.set(eventType, (counts.get(eventType) ?? 0) + 1);
  }
  const often = [...counts].sort((one, other) => other[1] - one[1]).map(([type]) => type);
  const own = counts.size <= LANES ? often : often.slice(0, LANES - 1);
  const kept = new Set(own);
  const types = [...counts.keys()].filter((type) => kept.has(type));
  const names = counts.size <= LANES ? types : [...types, words().other(counts.size - types.length)];
  const places = new Map(types.map((type, at) => [type, at]));
  return { names, laneOf: (point) => places.get(point.eventType) ?? types.length };
}
