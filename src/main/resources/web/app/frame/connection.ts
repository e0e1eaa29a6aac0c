/** Tells that the server was lost or has come back; sent to the window. */
export const CONNECTION_CHANGED = "mayfly:connection";

let lost: Date | null = null;

/** Returns since when the server has not answered, or null while it does. */
export function lostSince(): Date | null {
  return lost;
}

/** Notes that the server has answered a request, whatever it said. */
export function answered(): void {
  turn(null);
}

/** Notes that a request got no answer. */
export function unanswered(): void {
  turn(lost ?? new Date());
}

function turn(since: Date | null): void {
  if (since !== lost) {
    lost = since;
    window.dispatchEvent(new Event(CONNECTION_CHANGED));
  }
}
