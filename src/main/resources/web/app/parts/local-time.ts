/** Points in time as the browser's date-time fields have them: local, to the second. */

/** Returns whether a text is a point in time that the browser understands. */
export function isInstant(text: string): boolean {
  return !Number.isNaN(new Date(text).getTime());
}

/** Returns the value of a date-time field for a point in time, or "" if there is none. */
export function localOf(instant: string | null): string {
  if (instant === null || !isInstant(instant)) {
    return "";
  }
  const date = new Date(instant);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** Returns the point in time that a date-time field says, in UTC: the second's beginning, or its last nanosecond. */
export function instantOf(local: string, end: boolean): string {
  const second = new Date(local).toISOString().replace(/\.\d+Z$/, "");
  return `${second}${end ? ".999999999" : ""}Z`;
}
