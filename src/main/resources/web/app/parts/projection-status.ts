import { html, type TemplateResult } from "lit";
import { number } from "../frame/format";
import { messages } from "../frame/messages";
import type { Projection } from "../frame/types";

const words = messages(
  {
    "catching-up": "catching up",
    live: "live",
    rebuilding: "rebuilding",
    stopped: "stopped",
    someParked: (count: number) => `live, ${number(count)} parked`,
    allParked: (count: number) => `${count === 1 ? "its only event" : `all ${number(count)} events`} parked`,
  },
  {
    "catching-up": "en rattrapage",
    live: "à jour",
    rebuilding: "en reconstruction",
    stopped: "arrêtée",
    someParked: (count: number) => `à jour, ${number(count)} mis de côté`,
    allParked: (count: number) =>
      count === 1 ? "son seul événement est mis de côté" : `les ${number(count)} événements sont mis de côté`,
  },
);

const BADGES = { live: "good", "catching-up": "warn", rebuilding: "warn", stopped: "bad" };

/**
 * Returns what shows how a projection is doing. One that has read everything and could not take some of it is not well, and one
 * that could take nothing has failed, however live it is.
 */
export function projectionStatus(projection: Projection): TemplateResult {
  const [text, badge] = statusOf(projection);
  return html`<span class="badge ${badge}">${text}</span>`;
}

function statusOf({ status, position, parked }: Projection): readonly [text: string, badge: string] {
  const count = parked.length;
  if (status !== "live" || count === 0) {
    return [words()[status], BADGES[status]];
  }
  return count >= position ? [words().allParked(count), "bad"] : [words().someParked(count), "warn"];
}
