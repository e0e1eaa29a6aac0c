import { elements, members } from "../../frame/json";

/** One difference between two states, its values as JSON text; where it stands is told by the names that lead there. */
export interface Change {
  readonly kind: "added" | "removed" | "changed";
  readonly path: readonly string[];
  readonly before: string | null;
  readonly after: string | null;
}

/** The first differences between two states, and how many there are. */
export interface Changes {
  readonly list: readonly Change[];
  readonly total: number;
}

const KINDS = { add: "added", remove: "removed", replace: "changed" } as const;

/**
 * Returns what a JSON Patch (RFC 6902) of additions, removals and replacements changes.
 *
 * @param patch the patch, in which each path is right for the state before
 * @param before the state that it changes
 * @param limit the most differences to return
 */
export function changesOf(patch: string, before: string, limit: number): Changes {
  const operations = elements(patch);
  if (operations.length === 1) {
    const only = members(operations[0]);
    if (only.get("path") === '""') {
      return changesBetween(before, only.get("value") ?? "null", limit);
    }
  }
  const values = new Values(before);
  const list = operations.slice(0, limit).map((operation): Change => {
    const found = members(operation);
    const kind = KINDS[JSON.parse(found.get("op")!) as keyof typeof KINDS];
    const path = pathOf(JSON.parse(found.get("path")!) as string);
    return {
      kind,
      path,
      before: kind === "added" ? null : values.at(path),
      after: kind === "removed" ? null : (found.get("value") ?? null),
    };
  });
  return { list, total: operations.length };
}

/** Returns the members in which two objects differ by their text, or that one value took the place of another. */
export function changesBetween(before: string, after: string, limit: number, without: readonly string[] = []): Changes {
  const nothing = before.trim() === "null";
  if (!after.trimStart().startsWith("{") || !(nothing || before.trimStart().startsWith("{"))) {
    return {
      list: [{ kind: nothing ? "added" : "changed", path: [], before: nothing ? null : before, after }],
      total: 1,
    };
  }
  const old = nothing ? new Map<string, string>() : members(before);
  const now = members(after);
  const all: Change[] = [];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const was = old.get(name) ?? null;
    const is = now.get(name) ?? null;
    if (was !== is && !without.includes(name)) {
      all.push({
        kind: was === null ? "added" : is === null ? "removed" : "changed",
        path: [name],
        before: was,
        after: is,
      });
    }
  }
  return { list: all.slice(0, limit), total: all.length };
}

/** Returns a path as people write it, such as `lines[0].price`; a name that is no word stands in brackets and quotes. */
export function pathText(path: readonly string[]): string {
  return path
    .map((name, at) => {
      if (/^(0|[1-9]\d*)$/.test(name)) {
        return `[${name}]`;
      }
      return /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name) ? (at ? `.${name}` : name) : `[${JSON.stringify(name)}]`;
    })
    .join("");
}

function pathOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The values inside a JSON text. What was taken apart once is kept, as changes are often beside each other. */
class Values {
  private readonly apart = new Map<string, ReadonlyMap<string, string> | readonly string[]>();

  constructor(private readonly text: string) {}

  at(path: readonly string[]): string | null {
    let value: string | null = this.text;
    for (let depth = 0; depth < path.length && value !== null; depth++) {
      const inside = this.inside(JSON.stringify(path.slice(0, depth)), value);
      value = (inside instanceof Map ? inside.get(path[depth]) : (inside as string[])[Number(path[depth])]) ?? null;
    }
    return value;
  }

  private inside(key: string, value: string): ReadonlyMap<string, string> | readonly string[] {
    let inside = this.apart.get(key);
    if (!inside) {
      inside = value.trimStart().startsWith("[") ? elements(value) : members(value);
      this.apart.set(key, inside);
    }
    return inside;
  }
}
