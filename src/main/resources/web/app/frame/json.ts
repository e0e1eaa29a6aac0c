/**
 * JSON as text, so that what is shown is what is stored: `1.0` stays `1.0`, 20 digits stay 20 digits, and a key that is there
 * twice is shown twice.
 */

/** A piece of a JSON text: what it is and its characters. */
export interface Token {
  readonly kind: "key" | "string" | "number" | "word" | "mark";
  readonly text: string;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|true|false|null|[[\]{},:]/gsu;

/** Returns the members of a JSON object, each with the text of its value; of a key that is there twice, the last. */
export function members(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of parts(text)) {
    const match = /^\s*("(?:[^"\\]|\\.)*")\s*:\s*/su.exec(part);
    if (match) {
      found.set(JSON.parse(match[1]) as string, part.slice(match[0].length).trim());
    }
  }
  return found;
}

/** Returns the texts of a JSON array's elements. */
export function elements(text: string): string[] {
  return parts(text).map((part) => part.trim());
}

/** Returns a JSON text with one member or element a line, two spaces a level, as tokens and line breaks (`mark`s). */
export function pretty(text: string): Token[] {
  const out: Token[] = [];
  const found = text.match(TOKEN) ?? [];
  let depth = 0;
  const line = () => out.push({ kind: "mark", text: `\n${"  ".repeat(depth)}` });
  for (let at = 0; at < found.length; at++) {
    const token = found[at];
    const next = found[at + 1];
    if (token === "{" || token === "[") {
      out.push({ kind: "mark", text: token });
      if (next === "}" || next === "]") {
        out.push({ kind: "mark", text: next });
        at++;
      } else {
        depth++;
        line();
      }
    } else if (token === "}" || token === "]") {
      depth--;
      line();
      out.push({ kind: "mark", text: token });
    } else if (token === ",") {
      out.push({ kind: "mark", text: "," });
      line();
    } else if (token === ":") {
      out.push({ kind: "mark", text: ": " });
    } else if (token.startsWith('"')) {
      out.push({ kind: next === ":" ? "key" : "string", text: token });
    } else {
      out.push({ kind: /^[-0-9]/.test(token) ? "number" : "word", text: token });
    }
  }
  return out;
}

/** Returns a JSON text as `pretty` lays it out, as one string. */
export function prettyText(text: string): string {
  return pretty(text)
    .map((token) => token.text)
    .join("");
}

/** Returns the parts between the commas of the outermost object or array. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === 92) {
        at++;
      } else if (char === 34) {
        inString = false;
      }
    } else if (char === 34) {
      inString = true;
    } else if (char === 123 || char === 91) {
      if (depth++ === 0) {
        start = at + 1;
      }
    } else if (char === 125 || char === 93) {
      if (--depth === 0 && text.slice(start, at).trim() !== "") {
        found.push(text.slice(start, at));
      }
    } else if (char === 44 && depth === 1) {
      found.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return found;
}
