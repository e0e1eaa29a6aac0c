import { call, json, path, problemFrom, read } from "./api";
import type { Operation } from "./types";

const POLL_MILLIS = 300;

/**
 * Starts long work and follows it to its end. `progress` receives each state on the way. Returns the last state, that of work
 * that was done or cancelled; throws the {@link Problem} of work that failed.
 */
export async function follow(
  started: Response,
  progress: (operation: Operation) => void,
  signal?: AbortSignal,
): Promise<Operation> {
  let operation = (await started.json()) as Operation;
  while (operation.status === "running") {
    progress(operation);
    await pause(POLL_MILLIS, signal);
    operation = await read<Operation>(path("operations", operation.id), {}, signal);
  }
  progress(operation);
  if (operation.status === "failed") {
    throw problemFrom(operation.problem?.status ?? 500, operation.problem ?? {});
  }
  return operation;
}

/** Starts long work: the request is answered at once, with the operation. */
export function start(
  target: string,
  body?: BodyInit | object,
  headers: Record<string, string> = {},
): Promise<Response> {
  return call("POST", target, { body, headers: { ...headers, Prefer: "respond-async" } });
}

/** Cancels work that runs, or forgets work that has ended. */
export async function cancel(id: string): Promise<void> {
  await call("DELETE", path("operations", id));
}

/** Returns the work that runs and that ended lately, the newest first. */
export async function operations(signal?: AbortSignal): Promise<readonly Operation[]> {
  return (await json<{ operations: Operation[] }>("GET", "/operations", { signal })).operations;
}

function pause(millis: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = window.setTimeout(resolve, millis);
    signal?.addEventListener("abort", () => {
      window.clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
