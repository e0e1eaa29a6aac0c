import { number } from "../../frame/format";
import { messages, plural } from "../../frame/messages";

const ordinal = (count: number) => {
  const ends: Record<string, string> = { one: "st", two: "nd", few: "rd", other: "th" };
  return `${number(count)}${ends[new Intl.PluralRules("en", { type: "ordinal" }).select(count)]}`;
};

/** The texts of injected faults. */
export const faultWords = messages(
  {
    text: "Fault rules make calls to this store fail on purpose, and repeatably. For each call, Mayfly checks the rules in order, and at most one fires. The console’s own reads do not count.",
    off: "Faults are off on this server, so it refuses rules (403). To use them, start it with mayfly.faults.enabled=true.",
    none: "This store has no rules.",
    rules: "Rules",
    rule: "Rule",
    seen: "Calls seen",
    fired: "Fired",
    removeOf: (place: number) => `Remove rule ${place}`,
    clear: "Remove all",
    clearTitle: "Remove all rules?",
    clearText: (rules: number, fired: number) =>
      `This removes ${number(rules)} ${plural(rules, "rule", "rules")} and ${plural(rules, "its", "their")} counters (fired ${number(fired)} ${plural(fired, "time", "times")}).`,
    cleared: "All rules removed",
    added: "Rule added",
    removed: "Rule removed",
    anew: "Adding or removing a rule resets the counters of all rules.",
    add: "Add a rule",
    addIt: "Add rule",

    on: "What fails",
    points: (on: string) =>
      ({
        append: "Appends",
        read: "Reads",
        subscription: "Subscriptions",
        projection: "Projections",
      })[on] ?? on,
    effect: "How",
    effects: (effect: string) =>
      ({
        conflict: "the server answers with a version conflict",
        unavailable: "the server answers 503",
        latency: "the response takes longer",
        "lost-response": "it succeeds, but the response is lost",
        "drop-connection": "the server drops the connection",
        "duplicate-delivery": "the event is delivered twice",
      })[effect] ?? effect,
    match: "Applies to",
    matches: (match: string) =>
      ({
        "": "everything",
        eventType: "event type",
        aggregateType: "aggregate type",
        aggregateId: "aggregate",
        tag: "tag",
      })[match] ?? match,
    matchValue: "Value",
    when: "When",
    whens: (when: string) =>
      ({ every1: "every time", nth: "once, the nth time", every: "every nth time", probability: "at random" })[when] ??
      when,
    count: "n",
    probability: "Probability",
    probabilityHint: "Above 0, up to 1",
    seed: "Seed",
    times: "Maximum times",
    timesHint: "If empty, there is no limit.",
    delay: "Delay",
    delayHint: "Up to 60 seconds",
    millis: "milliseconds",

    always: "every time",
    nthTime: (n: number) => `the ${ordinal(n)} time`,
    everyTime: (n: number) => `every ${ordinal(n)} time`,
    byChance: (share: string, seed: string) => `at random, ${share} of the time (seed ${seed})`,
    atMost: (times: number) => `at most ${number(times)} ${plural(times, "time", "times")}`,
    after: (delay: string) => `after ${delay}`,
    whose: (criteria: string) => `with ${criteria}`,
    sentence: (what: string, how: string) => `${what}: ${how}`,
  },
  {
    text: "Les règles de panne font échouer volontairement des appels à ce magasin, de manière reproductible. Pour chaque appel, Mayfly parcourt les règles dans l’ordre et une seule au plus se déclenche. Les lectures de la console ne comptent pas.",
    off: "Les pannes sont désactivées sur ce serveur, qui refuse donc les règles (403). Pour les utiliser, démarrez-le avec mayfly.faults.enabled=true.",
    none: "Ce magasin n’a aucune règle.",
    rules: "Règles",
    rule: "Règle",
    seen: "Appels vus",
    fired: "Déclenchée",
    removeOf: (place: number) => `Supprimer la règle ${place}`,
    clear: "Tout supprimer",
    clearTitle: "Supprimer toutes les règles\u202f?",
    clearText: (rules: number, fired: number) =>
      `${number(rules)} ${plural(rules, "règle sera supprimée, ainsi que son compteur", "règles seront supprimées, ainsi que leurs compteurs")} (${number(fired)} ${plural(fired, "déclenchement", "déclenchements")}).`,
    cleared: "Toutes les règles ont été supprimées",
    added: "Règle ajoutée",
    removed: "Règle supprimée",
    anew: "Ajouter ou supprimer une règle remet tous les compteurs à zéro.",
    add: "Ajouter une règle",
    addIt: "Ajouter la règle",

    on: "Ce qui échoue",
    points: (on: string) =>
      ({
        append: "Ajouts",
        read: "Lectures",
        subscription: "Abonnements",
        projection: "Projections",
      })[on] ?? on,
    effect: "Comment",
    effects: (effect: string) =>
      ({
        conflict: "le serveur répond par un conflit de version",
        unavailable: "le serveur répond 503",
        latency: "la réponse prend plus de temps",
        "lost-response": "l’appel réussit, mais la réponse se perd",
        "drop-connection": "le serveur coupe la connexion",
        "duplicate-delivery": "l’événement est livré deux fois",
      })[effect] ?? effect,
    match: "S’applique à",
    matches: (match: string) =>
      ({
        "": "tout",
        eventType: "type d’événement",
        aggregateType: "type d’agrégat",
        aggregateId: "agrégat",
        tag: "étiquette",
      })[match] ?? match,
    matchValue: "Valeur",
    when: "Quand",
    whens: (when: string) =>
      ({
        every1: "à chaque fois",
        nth: "une fois, à la nᵉ",
        every: "toutes les n fois",
        probability: "au hasard",
      })[when] ?? when,
    count: "n",
    probability: "Probabilité",
    probabilityHint: "Supérieure à 0, jusqu’à 1",
    seed: "Graine",
    times: "Nombre maximal de fois",
    timesHint: "Si ce champ est vide, il n’y a pas de limite.",
    delay: "Délai",
    delayHint: "Jusqu’à 60 secondes",
    millis: "millisecondes",

    always: "à chaque fois",
    nthTime: (n: number) => (n === 1 ? "à la 1ʳᵉ fois" : `à la ${number(n)}ᵉ fois`),
    everyTime: (n: number) => `toutes les ${number(n)} fois`,
    byChance: (share: string, seed: string) => `au hasard, ${share} des fois (graine ${seed})`,
    atMost: (times: number) => `au plus ${number(times)} fois`,
    after: (delay: string) => `après ${delay}`,
    whose: (criteria: string) => `avec ${criteria}`,
    sentence: (what: string, how: string) => `${what}\u202f: ${how}`,
  },
);
