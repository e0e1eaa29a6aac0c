import { call, inStore } from "../../frame/api";
import { duration, millisOf, percent } from "../../frame/format";
import { elements, members } from "../../frame/json";
import { faultWords } from "./fault-messages";

/** A rule of a store's faults, as far as it is shown. */
export interface FaultRule {
  readonly on: string;
  readonly effect: string;
  readonly match?: Readonly<Record<string, unknown>>;
  readonly nth?: number;
  readonly every?: number;
  readonly probability?: number;
  readonly times?: number;
  readonly delay?: string;
  readonly seen: number;
  readonly fired: number;
  /** Its JSON text, which goes back to the server as it came: a seed may have more digits than a number of the browser. */
  readonly text: string;
}

/** What can fail, and how. */
export const EFFECTS: Readonly<Record<string, readonly string[]>> = {
  append: ["conflict", "unavailable", "latency", "lost-response", "drop-connection"],
  read: ["unavailable", "latency", "lost-response", "drop-connection"],
  subscription: ["unavailable", "latency", "drop-connection", "duplicate-delivery"],
  projection: ["unavailable", "latency"],
};

/** Returns the rules of a store's faults. */
export async function rulesOf(store: string, signal?: AbortSignal): Promise<readonly FaultRule[]> {
  return rules(await call("GET", inStore(store, "faults"), { signal }));
}

/** Puts rules, as JSON texts, in the place of a store's; returns them with their counters. */
export async function putRules(store: string, texts: readonly string[]): Promise<readonly FaultRule[]> {
  const body = `{"rules":[${texts.join(",")}]}`;
  return rules(await call("PUT", inStore(store, "faults"), { body, headers: { "Content-Type": "application/json" } }));
}

async function rules(response: Response): Promise<readonly FaultRule[]> {
  const texts = elements(members(await response.text()).get("rules") ?? "[]");
  return texts.map((text) => ({ ...(JSON.parse(text) as FaultRule), text }));
}

/** Returns a rule in words. */
export function inWords(rule: FaultRule): string {
  const t = faultWords();
  const criteria = Object.entries(rule.match ?? {})
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(", ") : plain(value)}`)
    .join("; ");
  return [
    t.sentence(`${t.points(rule.on)}${criteria ? ` ${t.whose(criteria)}` : ""}`, t.effects(rule.effect)),
    rule.delay ? t.after(duration(millisOf(rule.delay))) : "",
    moment(rule),
    rule.times ? t.atMost(rule.times) : "",
  ]
    .filter(Boolean)
    .join(", ");
}

function moment(rule: FaultRule): string {
  const t = faultWords();
  if (rule.nth !== undefined) {
    return t.nthTime(rule.nth);
  }
  if (rule.probability !== undefined) {
    return t.byChance(percent(rule.probability), members(rule.text).get("seed") ?? "0");
  }
  return rule.every !== undefined && rule.every > 1 ? t.everyTime(rule.every) : t.always;
}

function plain(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
