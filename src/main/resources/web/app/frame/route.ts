/** A place in the console: a view and what it shows. It is all in the fragment of the URL, so that it can be sent. */
export interface Route {
  readonly view: string;
  readonly params: URLSearchParams;
}

/** Values of parameters by name; those that are empty are left out. */
export type Params = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

const START = "overview";

/** Names that views had before, so that old links still lead to them. */
const RENAMED: Readonly<Record<string, string>> = { worlds: "stores" };

/** Returns the place that a fragment such as `#/events?store=default` names. */
export function routeOf(hash: string): Route {
  const text = hash.replace(/^#\/?/, "");
  const mark = text.indexOf("?");
  const path = mark < 0 ? text : text.slice(0, mark);
  return { view: RENAMED[path] ?? (path || START), params: new URLSearchParams(mark < 0 ? "" : text.slice(mark + 1)) };
}

/** Returns the place where the console is. */
export function here(): Route {
  return routeOf(window.location.hash);
}

/** Returns the text of a place, the same for places that are equal. */
export function hashOf({ view, params }: Route): string {
  return `${view}?${params}`;
}

/** Returns the name of the store that is looked at. */
export function storeOf(route: Route): string {
  return route.params.get("store") || "default";
}

/** Returns the link to a view; the store is that of this place unless the parameters name another. */
export function href(view: string, params: Params = {}): string {
  const query = new URLSearchParams();
  query.set("store", String(params.store ?? storeOf(here())));
  for (const [name, value] of Object.entries(params)) {
    if (name === "store" || value === null || value === undefined || value === "") {
      continue;
    }
    for (const one of Array.isArray(value) ? value : [value]) {
      query.append(name, String(one));
    }
  }
  return `#/${view}?${query}`;
}

/** Goes to a view, with an entry in the history. */
export function go(view: string, params: Params = {}): void {
  window.location.hash = href(view, params);
}

/** Changes parameters of this place and keeps the others; `undefined` removes one. Optionally adds to the history. */
export function change(params: Params, remember = false): void {
  const { view, params: old } = here();
  const all: Record<string, string | number | readonly string[] | null | undefined> = {};
  for (const name of new Set(old.keys())) {
    all[name] = old.getAll(name);
  }
  const target = href(view, { ...all, ...params });
  if (target === window.location.hash) {
    return;
  }
  if (remember) {
    window.location.hash = target;
  } else {
    window.history.replaceState(null, "", target);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  }
}
