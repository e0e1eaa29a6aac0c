/** What somebody prefers, kept in this browser alone, and the token, kept for this tab alone. */

/** A language of the console. */
export type Language = "en" | "fr";

/** A look of the console; `system` follows the browser. */
export type Theme = "system" | "light" | "dark";

/** Tells that a preference changed; sent to the window. */
export const PREFERENCES_CHANGED = "mayfly:preferences";

const LANGUAGE = "mayfly.language";
const THEME = "mayfly.theme";
const TOKEN = "mayfly.token";

const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** Returns the language chosen, else the first of the browser's that the console speaks, else English. */
export function language(): Language {
  const chosen = kept(LANGUAGE);
  for (const tag of [chosen ?? "", ...navigator.languages]) {
    const base = tag.toLowerCase().split("-")[0];
    if (base === "en" || base === "fr") {
      return base;
    }
  }
  return "en";
}

/** Chooses a language. */
export function chooseLanguage(value: Language): void {
  keep(LANGUAGE, value);
  changed();
}

/** Returns the look that was chosen. */
export function theme(): Theme {
  const chosen = kept(THEME);
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

/** Chooses a look. */
export function chooseTheme(value: Theme): void {
  keep(THEME, value);
  changed();
}

/** Tells whether the look is dark, as chosen or as the browser has it. */
export function isDark(): boolean {
  return theme() === "dark" || (theme() === "system" && dark.matches);
}

/** Returns the token that is sent with each request, or null. */
export function token(): string | null {
  return window.sessionStorage.getItem(TOKEN);
}

/** Keeps a token for as long as this tab is open, or forgets it. */
export function chooseToken(value: string | null): void {
  if (value) {
    window.sessionStorage.setItem(TOKEN, value);
  } else {
    window.sessionStorage.removeItem(TOKEN);
  }
}

/** Puts the preferences on the document, now and whenever they change. */
export function applyPreferences(): void {
  const apply = () => {
    document.documentElement.lang = language();
    applyTheme();
  };
  apply();
  window.addEventListener(PREFERENCES_CHANGED, apply);
  dark.addEventListener("change", changed);
}

function applyTheme(): void {
  if (theme() === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme();
  }
}

function changed(): void {
  window.dispatchEvent(new Event(PREFERENCES_CHANGED));
}

// A browser may refuse storage to a page; the preference then lasts until the page is left.
const unkept = new Map<string, string>();

function kept(name: string): string | null {
  try {
    return window.localStorage.getItem(name) ?? unkept.get(name) ?? null;
  } catch {
    return unkept.get(name) ?? null;
  }
}

function keep(name: string, value: string): void {
  unkept.set(name, value);
  try {
    window.localStorage.setItem(name, value);
  } catch {
    // Kept above.
  }
}
