import { answered, unanswered } from "./connection";
import type { Params } from "./route";
import { token } from "./settings";
import { fieldText } from "./violations";

/** Tells that the server asks for a token; sent to the window. */
export const UNAUTHORIZED = "mayfly:unauthorized";

/** A mistake in one field of a request. */
export interface Violation {
  readonly field: string;
  readonly message: string;
}

/** The server's refusal of a request (RFC 9457), or that it cannot be reached (status 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** The last part of the problem's type, such as `store-exists`; empty if the answer is not a problem document. */
    readonly slug: string,
    /** What the server says of this occurrence, in English. */
    readonly detail: string,
    /** The members of the problem document. */
    readonly fields: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail || slug);
  }

  /** The mistakes in the request's fields, in the language in use. */
  get violations(): readonly Violation[] {
    const given = (this.fields.violations ?? []) as readonly Violation[];
    return given.map(({ field, message }) => ({ field, message: fieldText(message) }));
  }
}

/** Tells whether a failure is that the server could not be reached. */
export function isUnreachable(failure: unknown): boolean {
  return failure instanceof Problem && failure.slug === UNREACHABLE;
}

const UNREACHABLE = "unreachable";

/** What a proxy answers with while there is no server for it to pass requests to. */
const GATEWAY_STATUSES: readonly number[] = [502, 503, 504];

/** A problem document as the server writes it (RFC 9457). */
export type ProblemDocument = Readonly<Record<string, unknown>> & {
  readonly type?: string;
  readonly detail?: string;
};

/** Returns the problem that a document describes. */
export function problemFrom(status: number, document: ProblemDocument): Problem {
  return new Problem(status, document.type?.split(":").pop() ?? "", document.detail ?? "", document);
}

/** What a request is made of, besides its method and path. */
export interface Request {
  readonly params?: Params | URLSearchParams;
  readonly body?: BodyInit | object;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** Returns a path of the API with each segment percent-encoded. */
export function path(...segments: readonly string[]): string {
  return `/${segments.map(encodeURIComponent).join("/")}`;
}

/** Returns a path below a store. */
export function inStore(store: string, ...segments: readonly string[]): string {
  return path("stores", store, ...segments);
}

/** Returns the URL of a call with its parameters; those that are empty are left out. */
export function url(target: string, params: Params | URLSearchParams = {}): string {
  const query = params instanceof URLSearchParams ? params : queryOf(params);
  const text = query.toString();
  return text ? `${target}?${text}` : target;
}

/** Sends a request and returns the answer if it is good; throws a {@link Problem} otherwise. */
export async function call(method: string, target: string, request: Request = {}): Promise<Response> {
  const headers = new Headers(request.headers);
  // Looking at a store fires none of its faults and does not extend its life.
  headers.set("Mayfly-Observer", "true");
  const secret = token();
  if (secret) {
    headers.set("Authorization", `Bearer ${secret}`);
  }
  let body: BodyInit | undefined;
  if (isBody(request.body)) {
    body = request.body;
  } else if (request.body !== undefined) {
    body = JSON.stringify(request.body);
    headers.set("Content-Type", "application/json");
  }
  let response: Response;
  try {
    response = await fetch(url(target, request.params), {
      method,
      headers,
      body,
      signal: request.signal,
      credentials: "omit",
      cache: "no-cache",
    });
  } catch (failure) {
    if (request.signal?.aborted) {
      throw failure;
    }
    throw unreachable(failure instanceof Error ? failure.message : String(failure));
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  answered();
  return response;
}

/** Returns the JSON document of a call's answer. */
export async function json<T>(method: string, target: string, request: Request = {}): Promise<T> {
  const response = await call(method, target, {
    ...request,
    headers: { Accept: "application/json", ...request.headers },
  });
  return (await response.json()) as T;
}

/** Returns the JSON document that a path answers with. */
export function read<T>(target: string, params: Params | URLSearchParams = {}, signal?: AbortSignal): Promise<T> {
  return json<T>("GET", target, { params, signal });
}

/** Returns the lines of an NDJSON answer as they come, each without its end. Memory is bounded by the longest line. */
export async function* lines(response: Response): AsyncGenerator<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((failure: unknown) => {
        throw isCut(failure) ? unreachable(String(failure)) : failure;
      });
      if (done) {
        break;
      }
      const parts = (rest + value).split("\n");
      rest = parts.pop()!;
      for (const line of parts) {
        if (line) {
          yield line;
        }
      }
    }
    if (rest) {
      yield rest;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function problemOf(response: Response): Promise<Problem> {
  if (response.status === 401) {
    window.dispatchEvent(new Event(UNAUTHORIZED));
  }
  const text = await response.text();
  try {
    const problem = problemFrom(response.status, JSON.parse(text) as ProblemDocument);
    answered();
    return problem;
  } catch {
    if (GATEWAY_STATUSES.includes(response.status)) {
      return unreachable(response.statusText);
    }
    answered();
    return new Problem(response.status, "", text.slice(0, 200) || response.statusText);
  }
}

/** Tells whether reading an answer failed because its connection was cut, not because the reader gave it up. */
function isCut(failure: unknown): boolean {
  return failure instanceof TypeError;
}

function unreachable(detail: string): Problem {
  unanswered();
  return new Problem(0, UNREACHABLE, detail);
}

function isBody(body: BodyInit | object | undefined): body is BodyInit {
  return (
    typeof body === "string" || body instanceof Blob || body instanceof FormData || body instanceof URLSearchParams
  );
}

function queryOf(params: Params): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === null || value === undefined || value === "") {
      continue;
    }
    for (const one of Array.isArray(value) ? value : [value]) {
      query.append(name, String(one));
    }
  }
  return query;
}
