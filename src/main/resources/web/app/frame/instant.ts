const PARTS = /^(.*?)(?:\.(\d{1,9}))?Z$/;

/** Returns the milliseconds from one point in time to another, to the nanosecond where they are less than a month apart. */
export function millisBetween(from: string, to: string): number {
  const [fromSeconds, fromNanos] = split(from);
  const [toSeconds, toNanos] = split(to);
  return (toSeconds - fromSeconds) * 1000 + (toNanos - fromNanos) / 1e6;
}

function split(instant: string): [seconds: number, nanos: number] {
  const match = PARTS.exec(instant);
  if (!match) {
    const millis = Date.parse(instant);
    return [Math.floor(millis / 1000), 0];
  }
  return [Date.parse(`${match[1]}Z`) / 1000, Number((match[2] ?? "").padEnd(9, "0"))];
}
