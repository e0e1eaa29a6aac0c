import { html } from "lit";
import type { Token } from "../frame/json";

/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** The beginning and the end of a hit in a text. */
export type Range = readonly [number, number];

/** The most hits that are marked in one text. */
const MOST_HITS = 2_000;

/** A JSON text as it is searched, and where each of its characters comes from. */
interface Folded {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * Returns where a text occurs in a laid-out JSON text, as ranges of the tokens' characters in order. It is found as the server
 * finds it: in the compact text, with the escapes of strings resolved, whatever the case.
 */
export function hitsOf(tokens: readonly Token[], wanted: string): Range[] {
  return rangesOf(folded(tokens), wanted);
}

/** Returns the pieces of a text that lies between two places of a longer one, with the hits there. */
export function piecesOf(text: string, start: number, hits: readonly Range[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of hits) {
    const first = Math.max(from - start, at);
    const last = Math.min(to - start, text.length);
    if (last <= first) {
      continue;
    }
    if (first > at) {
      pieces.push({ text: text.slice(at, first), hit: false });
    }
    pieces.push({ text: text.slice(first, last), hit: true });
    at = last;
  }
  if (at < text.length) {
    pieces.push({ text: text.slice(at), hit: false });
  }
  return pieces;
}

/** Returns what shows pieces, with the hits marked. */
export function marked(pieces: readonly Piece[]): unknown {
  return pieces.map((piece) => (piece.hit ? html`<mark>${piece.text}</mark>` : piece.text));
}

const SPACE = /"(?:[^"\\]|\\.)*"?|\s+/gsu;

/** Returns a JSON text, or the beginning of one, without the spaces between its tokens. */
export function compactText(text: string): string {
  return text.replace(SPACE, (found) => (found.startsWith('"') ? found : ""));
}

/** How many characters an excerpt has before the hit and in all. */
const BEFORE = 12;
const LENGTH = 220;

/** Returns a part of a JSON text, in its compact form: around the first hit of a text if one is looked for, else its beginning. */
export function excerptOf(json: string, wanted: string): Piece[] {
  if (!wanted) {
    const start = compactText(json.slice(0, 4 * LENGTH));
    return [{ text: start.length > LENGTH ? `${start.slice(0, LENGTH)}…` : start, hit: false }];
  }
  const compact = compactText(json);
  const hits = rangesOf(folded([{ kind: "string", text: compact }]), wanted);
  const from = hits.length > 0 && hits[0][0] > BEFORE * 2 ? hits[0][0] - BEFORE : 0;
  const to = Math.min(compact.length, from + LENGTH);
  const pieces = piecesOf(compact.slice(from, to), from, hits);
  return [
    ...(from > 0 ? [{ text: "…", hit: false }] : []),
    ...pieces,
    ...(to < compact.length ? [{ text: "…", hit: false }] : []),
  ];
}

function rangesOf(where: Folded, wanted: string): Range[] {
  const needle = [...wanted].map(fold).join("");
  const found: Range[] = [];
  for (
    let at = needle ? where.text.indexOf(needle) : -1;
    at >= 0 && found.length < MOST_HITS;
    at = where.text.indexOf(needle, at + needle.length)
  ) {
    const start = where.starts[at];
    const end = where.ends[at + needle.length - 1];
    const last = found[found.length - 1];
    // Hits that touch are one mark.
    if (last && last[1] >= start) {
      found[found.length - 1] = [last[0], end];
    } else {
      found.push([start, end]);
    }
  }
  return found;
}

/** Folds the case of a code point as the server does, whatever its neighbours are. */
function fold(char: string): string {
  return char.toLowerCase().toUpperCase().toLowerCase();
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

function folded(tokens: readonly Token[]): Folded {
  const texts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const put = (char: string, start: number, end: number) => {
    const text = fold(char);
    texts.push(text);
    for (let unit = 0; unit < text.length; unit++) {
      starts.push(start);
      ends.push(end);
    }
  };
  let offset = 0;
  for (const { kind, text } of tokens) {
    let at = 0;
    while (at < text.length) {
      const [char, next] = charAt(text, at);
      // Between tokens there is only layout; within strings a space is one of their characters.
      if (kind !== "mark" || char.trim() !== "") {
        put(char, offset + at, offset + next);
      }
      at = next;
    }
    offset += text.length;
  }
  return { text: texts.join(""), starts, ends };
}

/** Returns the code point at an index of a JSON text, an escape resolved, and where the next one begins. */
function charAt(text: string, at: number): [string, number] {
  const [unit, next] = unitAt(text, at);
  if (/[\ud800-\udbff]/.test(unit) && next < text.length) {
    const [second, end] = unitAt(text, next);
    if (/[\udc00-\udfff]/.test(second)) {
      return [unit + second, end];
    }
  }
  return [unit, next];
}

function unitAt(text: string, at: number): [string, number] {
  if (text[at] !== "\\" || at + 1 >= text.length) {
    return [text[at], at + 1];
  }
  const kind = text[at + 1];
  if (kind === "u") {
    return [String.fromCharCode(parseInt(text.slice(at + 2, at + 6), 16)), at + 6];
  }
  return [ESCAPES[kind] ?? kind, at + 2];
}
