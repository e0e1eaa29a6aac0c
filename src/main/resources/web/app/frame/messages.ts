import { language } from "./settings";

/** The texts of one part of the console in one language: plain texts, or functions of the values in them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any arguments, which the other language has to take too.
export type Words = Readonly<Record<string, string | ((...values: any[]) => string)>>;

type InTheOtherLanguage<W extends Words> = {
  readonly [K in keyof W]: W[K] extends string ? string : W[K];
};

/** Returns a function that returns the texts in the current language; both languages must have the same texts. */
export function messages<W extends Words>(en: W, fr: InTheOtherLanguage<W>): () => InTheOtherLanguage<W> {
  return () => (language() === "fr" ? fr : (en as InTheOtherLanguage<W>));
}

/** Returns the form of a word for a number, such as `plural(n, "event", "events")`. */
export function plural(count: number, one: string, other: string): string {
  return new Intl.PluralRules(language()).select(count) === "one" ? one : other;
}
