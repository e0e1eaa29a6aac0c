import { inStore } from "../../frame/api";
import { members } from "../../frame/json";
import { token } from "../../frame/settings";

/** What the server gives to an event and takes from nobody. */
const GIVEN = new Set(["position", "version", "recordedAt"]);

/** Returns an event as the line that an append takes: the characters that are stored, without what the server gives. */
export function fixtureLine(event: string): string {
  const kept = [...members(event)].filter(([name]) => !GIVEN.has(name));
  return `{${kept.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
}

/** Returns the command that appends the same event, to be pasted into a shell. */
export function curlOf(store: string, event: string): string {
  const target = `${window.location.origin}${inStore(store, "events")}`;
  const words = ["curl", "-X", "POST", quoted(target), "-H", quoted("Content-Type: application/x-ndjson")];
  if (token()) {
    // The token itself stays in this tab.
    words.push("-H", '"Authorization: Bearer $MAYFLY_TOKEN"');
  }
  return [...words, "--data-raw", quoted(fixtureLine(event))].join(" ");
}

/** Returns a text as one word of a POSIX shell: nothing in it is special between single quotes but the quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
