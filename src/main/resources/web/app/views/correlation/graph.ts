import { html, nothing, svg } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { duration, number, shortTime } from "../../frame/format";
import { href } from "../../frame/route";
import { words as shared } from "../../frame/words";
import type { Step } from "./causation";
import { words } from "./messages";
import type { Scale } from "./scale";

/** What a graph shows of a correlation. */
export interface Graph {
  readonly steps: readonly Step[];
  readonly spanMillis: number;
  readonly scale: Scale;
  readonly longest: Step | null;
  readonly folded: ReadonlySet<string>;
  /** Hides the effects of an event, or shows them again. */
  readonly fold: (eventId: string) => void;
}

/**
 * Returns the causes and effects as a graph: a row an event, effects indented below their cause, and beside them the axis of time,
 * on which a line leads from the cause down to the effect.
 */
export function graph(given: Graph): unknown {
  const t = words();
  return html`<div class="cor-graph">
    <div class="cor-head quiet small" aria-hidden="true">
      <span></span>
      <span class="cor-since">${t.after}</span>
      <span class="cor-axis ${given.scale.pauses.length > 0 ? "broken" : ""}">
        ${ticks(given).map(({ place, text }) => html`<span .style=${`--place: ${percent(place)}`}>${text}</span>`)}
      </span>
    </div>
    <div class="cor-body">
      ${edges(given)}
      <ol class="cor-rows">
        ${given.steps.map((step) => row(step, given))}
      </ol>
    </div>
  </div>`;
}

interface Tick {
  readonly place: number;
  readonly text: string;
}

/** Returns the labels of the axis: its ends, and between them those of even steps, or of where its pauses begin. */
function ticks({ spanMillis, scale }: Graph): Tick[] {
  const start: Tick = { place: 0, text: "0" };
  if (!(spanMillis > 0)) {
    return [start];
  }
  const between: Tick[] =
    scale.pauses.length > 0
      ? scale.pauses.map(({ start: place, from }) => ({ place, text: duration(from) }))
      : [0.25, 0.5, 0.75].map((place) => ({ place, text: duration(place * spanMillis) }));
  const kept = [start];
  for (const tick of between) {
    if (tick.place - kept[kept.length - 1].place > 0.14) {
      kept.push(tick);
    }
  }
  return [...kept, { place: 1, text: duration(spanMillis) }];
}

/** Returns a place on the axis; the dots at its ends are whole. */
function percent(place: number): string {
  return `${(1 + 98 * place).toFixed(3)}%`;
}

function row(step: Step, { folded, fold, longest }: Graph): unknown {
  const t = words();
  const { eventId, eventType, aggregateId, timestamp } = step.event;
  const hidden = folded.has(eventId);
  const label = hidden ? t.unfold(eventType, step.effects) : t.fold(eventType);
  return html`<li class=${classMap({ "cor-row": true, longest: step === longest })} .style=${`--depth: ${step.depth}`}>
    <div class="cor-what">
      ${
        step.effects > 0
          ? html`<button
              type="button"
              class="plain cor-fold"
              aria-expanded=${!hidden}
              aria-label=${label}
              title=${label}
              @click=${() => fold(eventId)}
            >
              <span aria-hidden="true">${hidden ? "▸" : "▾"}</span>
            </button>`
          : html`<span class="cor-leaf" aria-hidden="true"></span>`
      }
      <span class="cor-names">
        <a class="cor-type" href=${href("events", { event: eventId })} title=${`${eventType}\n${shortTime(timestamp)}`}
          >${eventType}</a
        >
        <span class="cor-where">
          <a href=${href("aggregates", { id: aggregateId, version: step.version })}>${aggregateId}</a>
          ${step.version ? html`<span class="quiet">v${step.version}</span>` : nothing}
          ${step.depth > 8 ? html`<span class="quiet">${t.levelOf(step.depth + 1)}</span>` : nothing}
          ${hidden ? html`<span class="badge">${t.hidden(step.effects)}</span>` : nothing} ${elsewhere(step)}
        </span>
      </span>
    </div>
    <span class="cor-since">${since(step, step === longest)}</span>
  </li>`;
}

/** Returns the note that a root's cause is not above it, with a link to the cause. */
export function elsewhere(step: Step): unknown {
  if (!step.causeElsewhere || !step.causationId) {
    return nothing;
  }
  return html`<a href=${href("events", { event: step.causationId })}>${words()[step.causeElsewhere]}</a>`;
}

function since(step: Step, longest: boolean): unknown {
  const t = words();
  if (step.sinceCause === null) {
    return html`<span class="quiet">${step.sinceStart === 0 ? t.start : `+ ${duration(step.sinceStart)}`}</span>`;
  }
  const length = duration(Math.abs(step.sinceCause));
  const back = step.sinceCause < 0;
  return html`<span aria-hidden="true">${back ? "− " : ""}${length}</span>
    <span class="unseen">${back ? t.beforeCause(length) : t.afterCause(length)}</span>
    ${longest ? html`<span class="badge warn">${t.longestStep}</span>` : nothing}
    ${back ? html`<span class="badge bad" aria-hidden="true">${t.beforeCause("").trim()}</span>` : nothing}`;
}

/** Returns the lines from causes to effects. Their places are shares of the rows' area, which may have any size. */
function edges({ steps, scale, longest }: Graph): unknown {
  const rows = new Map(steps.map((step, at) => [step, at]));
  const x = (step: Step) => percent(scale.placeOf(step.sinceStart));
  const y = (at: number) => `${((100 * (at + 0.5)) / steps.length).toFixed(4)}%`;
  const lastEffects = new Map<Step, number>();
  steps.forEach((step, at) => step.cause && lastEffects.set(step.cause, at));
  return html`<svg class="cor-edges" aria-hidden="true">
    ${scale.pauses.map(
      ({ start, end }) =>
        svg`<rect class="pause" x=${percent(start)} y="0" width=${`${(98 * (end - start)).toFixed(3)}%`} height="100%"></rect>
          <text class="pause" x=${percent((start + end) / 2)} y="18" text-anchor="middle">⋯</text>`,
    )}
    ${[...lastEffects].map(
      ([cause, at]) =>
        svg`<line class="down" x1=${x(cause)} x2=${x(cause)} y1=${y(rows.get(cause)!)} y2=${y(at)}></line>`,
    )}
    ${steps.map((step, at) => {
      const kind = step === longest ? "longest" : (step.sinceCause ?? 0) < 0 ? "back" : "";
      return svg`${
        step.cause
          ? svg`<line class="across ${kind}" x1=${x(step.cause)} x2=${x(step)} y1=${y(at)} y2=${y(at)}></line>`
          : nothing
      }<circle class=${kind} cx=${x(step)} cy=${y(at)} r="5"></circle>`;
    })}
  </svg>`;
}

/** Returns the same as a table, for those who do not see the graph. */
export function table({ steps }: Graph): unknown {
  const t = words();
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t.causes}>
    <table class="cor-table">
      <thead>
        <tr>
          <th scope="col" class="number">${t.level}</th>
          <th scope="col">${shared().eventType}</th>
          <th scope="col">${shared().aggregate}</th>
          <th scope="col">${t.causedBy}</th>
          <th scope="col" class="number">${t.after}</th>
          <th scope="col" class="number">${t.sinceStart}</th>
        </tr>
      </thead>
      <tbody>
        ${steps.map(
          (step) =>
            html`<tr>
              <td class="number">${number(step.depth + 1)}</td>
              <td class="wrap"><a href=${href("events", { event: step.event.eventId })}>${step.event.eventType}</a></td>
              <td class="wrap">
                <a href=${href("aggregates", { id: step.event.aggregateId, version: step.version })}
                  >${step.event.aggregateId}</a
                >
              </td>
              <td class="wrap">
                ${
                  step.cause
                    ? html`<a href=${href("events", { event: step.cause.event.eventId })}
                        >${step.cause.event.eventType}</a
                      >`
                    : elsewhere(step)
                }
              </td>
              <td class="number">${step.sinceCause === null ? "" : length(step.sinceCause)}</td>
              <td class="number">${length(step.sinceStart)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function length(millis: number): string {
  return millis === 0 ? "0" : `${millis < 0 ? "− " : ""}${duration(Math.abs(millis))}`;
}
