import { language } from "./settings";

/** Returns a number as people write it, such as 12,345. */
export function number(value: number, maximumFractionDigits = 0): string {
  return new Intl.NumberFormat(language(), { maximumFractionDigits }).format(value);
}

/** Returns a number in few characters, such as 12K. */
export function compact(value: number): string {
  return new Intl.NumberFormat(language(), { notation: "compact", maximumFractionDigits: 1 }).format(value);
}

/** Returns a share as a percentage. */
export function percent(share: number): string {
  return new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 1 }).format(share);
}

const STEPS = { en: ["B", "KiB", "MiB", "GiB", "TiB"], fr: ["o", "Kio", "Mio", "Gio", "Tio"] };

/** Returns a number of bytes, such as 1.5 MiB. */
export function bytes(value: number): string {
  let step = 0;
  let rest = value;
  while (rest >= 1024 && step < 4) {
    rest /= 1024;
    step++;
  }
  return measure(number(rest, rest < 10 && step > 0 ? 1 : 0), STEPS[language()][step]);
}

/** Returns a point in time in the zone given, else in the browser's, to the second. */
export function time(instant: string | Date, zone?: string): string {
  return formatted(instant, { dateStyle: "medium", timeStyle: "medium", ...inZone(zone) });
}

/** Returns the time of day of a point in time, to the second. */
export function clockTime(instant: Date): string {
  return formatted(instant, { timeStyle: "medium" });
}

/** Returns a point in time as a row of a list shows it: day, month and time to the millisecond. */
export function shortTime(instant: string | Date, zone?: string): string {
  return formatted(instant, {
    day: "2-digit",
    month: "2-digit",
    year: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hourCycle: "h23",
    ...inZone(zone),
  });
}

/** Returns how long ago or ahead a point in time is, such as "3 minutes ago". */
export function relative(instant: string | Date, now = Date.now()): string {
  const seconds = (new Date(instant).getTime() - now) / 1000;
  const format = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ["year", 31_557_600],
    ["month", 2_629_800],
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ];
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) {
      return format.format(Math.round(seconds / length), unit);
    }
  }
  return format.format(Math.round(seconds), "second");
}

/** Returns a length of time given in milliseconds, such as 1.5 s or 2 h 5 min. */
export function duration(millis: number): string {
  if (millis < 1) {
    return measure(number(millis * 1000, 0), "µs");
  }
  if (millis < 1000) {
    return measure(number(millis, millis < 10 ? 1 : 0), "ms");
  }
  const seconds = millis / 1000;
  if (seconds < 60) {
    return measure(number(seconds, seconds < 10 ? 2 : 1), "s");
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${measure(minutes, "min")} ${measure(Math.round(seconds % 60), "s")}`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    return `${measure(hours, "h")} ${measure(minutes % 60, "min")}`;
  }
  const days = Math.floor(hours / 24);
  return `${measure(number(days), language() === "fr" ? "j" : "d")} ${measure(hours % 24, "h")}`;
}

/** Returns a value and its unit; French sets a narrow no-break space between them. */
function measure(value: string | number, unit: string): string {
  return `${value}${language() === "fr" ? "\u202f" : " "}${unit}`;
}

/** Returns the milliseconds of an ISO 8601 duration such as `PT1.5S`, or NaN. */
export function millisOf(iso: string): number {
  const match = /^(-)?P(?:(\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?)?$/.exec(iso);
  if (!match) {
    return NaN;
  }
  const [, sign, days, hours, minutes, seconds] = match;
  const total =
    (((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1000;
  return sign ? -total : total;
}

// Making a formatter costs far more than using one, and a list formats hundreds of times.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatted(instant: string | Date, options: Intl.DateTimeFormatOptions): string {
  const date = instant instanceof Date ? instant : new Date(instant);
  if (Number.isNaN(date.getTime())) {
    return String(instant);
  }
  const key = `${language()} ${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(language(), options);
    formatters.set(key, formatter);
  }
  return formatter.format(date);
}

function inZone(zone?: string): Intl.DateTimeFormatOptions {
  return zone ? { timeZone: zone } : {};
}
