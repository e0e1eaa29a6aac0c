import { language } from "./settings";

type Translation = readonly [said: RegExp, text: string];

/** The server’s messages about a field, in French; `$1` and `$2` are the values in them. The first match wins. */
const FRENCH: readonly Translation[] = [
  [/^is required$/, "est obligatoire"],
  [/^must not be blank$/, "ne doit pas être vide"],
  [/^must be a string$/, "doit être une chaîne de caractères"],
  [/^must be a number$/, "doit être un nombre"],
  [/^must be a whole number$/, "doit être un nombre entier"],
  [/^must be a whole number, at least (\S+)$/, "doit être un nombre entier, au moins $1"],
  [/^must be a whole number above 0.*$/, "doit être un nombre entier supérieur à 0"],
  [/^must be a number above 0 and at most 1$/, "doit être un nombre supérieur à 0 et d’au plus 1"],
  [/^must be from (\S+) to (\S+?)\.?$/, "doit être compris entre $1 et $2"],
  [/^must (?:be|have) (?:from )?(\d+) to (\d+) characters.*$/, "doit compter de $1 à $2 caractères"],
  [/^must be at most (\d+) characters \(has (\d+)\)$/, "doit compter au plus $1 caractères (en compte $2)"],
  [/^must be at most (\d+) characters.*$/, "doit compter au plus $1 caractères"],
  [/^must have at most (\d+) (?:fields|members|entries|values|elements).*$/, "doit compter au plus $1 éléments"],
  [/^must be an ISO 8601 duration.*$/, "doit être une durée ISO 8601, par exemple PT30S"],
  [/^must be an IANA time zone.*$/, "doit être un fuseau horaire IANA, par exemple Europe/Paris"],
  [/^must be a position or a timestamp.*$/, "doit être une position ou un instant RFC 3339"],
  [/^must be a position$/, "doit être une position"],
  [/^must not be after 'to'$/, "doit précéder la fin de la période"],
  [/^must be a number of bytes.*$/, "doit être un nombre d’octets"],
  [/^must be at most (\d+), the .*last (position|version).*$/, "doit être au plus $1, qui est la dernière $2"],
  [/^is given twice$|^must be given once$/, "ne doit être indiqué qu’une fois"],
  [
    /^is not a known (?:field|parameter); did you mean '(.+)'\?$/,
    "n’est pas un champ connu\u202f; vouliez-vous dire «\u202f$1\u202f»\u202f?",
  ],
  [/^is not a known (?:field|parameter)$/, "n’est pas un champ connu"],
  [/RFC 3339|date and time that exist|leap second/, "doit être un instant RFC 3339, par exemple 2026-01-31T12:00:00Z"],
  [/control characters?/, "ne doit pas contenir de caractères de contrôle"],
];

/** Returns the server’s message about a field in the current language; an untranslated one follows a translated phrase. */
export function fieldText(said: string): string {
  if (language() !== "fr") {
    return said;
  }
  for (const [pattern, text] of FRENCH) {
    if (pattern.test(said)) {
      return text.replace(/\$(\d)/g, (_, group: string) => pattern.exec(said)![Number(group)]);
    }
  }
  return `valeur refusée\u202f: «\u202f${said}\u202f»`;
}
