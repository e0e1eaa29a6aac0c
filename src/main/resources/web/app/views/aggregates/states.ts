import { Problem, call, inStore, path } from "../../frame/api";
import { members } from "../../frame/json";
import { type Changes, changesBetween, changesOf } from "./patch";

/** The state of an aggregate after one version, as JSON text, and what is different from the one before. */
export interface Moment {
  readonly version: number;
  readonly state: string;
  readonly changes: Changes;
  /** How the state came about; `refused` is merged because the payments' query would not have it. */
  readonly by: "replayed" | "merged" | "refused";
}

const KEPT_CHARACTERS = 4_000_000;
const LISTED_CHANGES = 200;

/** The states of one aggregate. Those that were read last are kept, up to 4 million characters of them. */
export class States {
  private readonly texts = new Map<string, string>();
  private characters = 0;

  constructor(
    private readonly store: string,
    private readonly aggregateId: string,
    private readonly payment: boolean,
  ) {}

  /** Reads the state after a version and the difference to the one before; before version 1 there is nothing. */
  async at(version: number, signal: AbortSignal): Promise<Moment> {
    if (!this.payment) {
      return this.merged(version, "merged", signal);
    }
    try {
      const [before, state] = await Promise.all([
        version > 1 ? this.replayed(version - 1, signal) : "null",
        this.replayed(version, signal),
      ]);
      return { version, state, changes: changesBetween(before, state, LISTED_CHANGES, ["version"]), by: "replayed" };
    } catch (failure) {
      if (failure instanceof Problem && (failure.status === 400 || failure.status === 404)) {
        return this.merged(version, "refused", signal);
      }
      throw failure;
    }
  }

  private async merged(version: number, by: Moment["by"], signal: AbortSignal): Promise<Moment> {
    const [before, state, patch] = await Promise.all([
      version > 1 ? this.state(version - 1, signal) : "null",
      this.state(version, signal),
      this.text(
        inStore(this.store, "aggregates", this.aggregateId, "diff"),
        { from: version - 1, to: version },
        signal,
      ),
    ]);
    return { version, state, changes: changesOf(patch, before, LISTED_CHANGES), by };
  }

  private replayed(version: number, signal: AbortSignal): Promise<string> {
    return this.kept(`replayed ${version}`, () =>
      this.text(path("payments", this.aggregateId), { store: this.store, version }, signal),
    );
  }

  private state(version: number, signal: AbortSignal): Promise<string> {
    return this.kept(`merged ${version}`, async () => {
      const target = inStore(this.store, "aggregates", this.aggregateId, "state");
      return members(await this.text(target, { version }, signal)).get("state") ?? "null";
    });
  }

  private async kept(key: string, fetched: () => Promise<string>): Promise<string> {
    let text = this.texts.get(key);
    if (text === undefined) {
      text = await fetched();
      this.characters += this.texts.has(key) ? 0 : text.length;
    }
    // What is used last stands last.
    this.texts.delete(key);
    this.texts.set(key, text);
    for (const [oldest, old] of this.texts) {
      if (this.characters <= KEPT_CHARACTERS) {
        break;
      }
      this.texts.delete(oldest);
      this.characters -= old.length;
    }
    return text;
  }

  private async text(target: string, params: Record<string, string | number>, signal: AbortSignal): Promise<string> {
    const response = await call("GET", target, { params, signal, headers: { Accept: "application/json" } });
    return response.text();
  }
}
