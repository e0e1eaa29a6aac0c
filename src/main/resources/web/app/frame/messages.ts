import { language } from "./settings";

/** The words of one part of the console in one language: plain texts, or functions of what is put into them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any arguments, which the other language has to take too.
export type Words = Readonly<Record<string, string | ((...values: any[]) => string)>>;

type InTheOtherLanguage<W extends Words> = {
  readonly [K in keyof W]: W[K] extends string ? string : W[K];
};

/** Returns a function that gives the words of the language in use; both languages must have the same words. */
export function messages<W extends Words>(en: W, fr: InTheOtherLanguage<W>): () => InTheOtherLanguage<W> {
  return () => (language() === "fr" ? fr : (en as InTheOtherLanguage<W>));
}

/** Returns the form of a word for a number, such as `plural(n, "event", "events")`. */
export function plural(count: number, one: string, other: string): string {
  return new Intl.PluralRules(language()).select(count) === "one" ? one : other;
}
