import type { components } from './target/generated/api.js';

/** Any problem, told apart by its type. */
export type Problem = components['schemas']['Problem'];

declare const process: { argv: string[] };

/** Returns the address of the server, the first argument. */
export function server(): string {
  const url = process.argv[2];
  if (url === undefined) {
    throw new Error('the address of the server is missing');
  }
  return url;
}

/** Throws if two values are not the same. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) {
    throw new Error(`${what}: ${String(actual)} instead of ${String(expected)}`);
  }
}

/** Returns an answer as the page that JSON makes it; as NDJSON it would be a text, and as CloudEvents an array. */
export function page<T>(answer: T): Extract<T, { events: unknown }> {
  if (typeof answer !== 'object' || answer === null || !('events' in answer)) {
    throw new Error(`not a page: ${String(answer)}`);
  }
  return answer as Extract<T, { events: unknown }>;
}
