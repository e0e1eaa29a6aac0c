import { number } from "../../frame/format";
import { messages, plural } from "../../frame/messages";

const ordinal = (count: number) => {
  const ends: Record<string, string> = { one: "st", two: "nd", few: "rd", other: "th" };
  return `${number(count)}${ends[new Intl.PluralRules("en", { type: "ordinal" }).select(count)]}`;
};

/** The words of faults on purpose. */
export const faultWords = messages(
  {
    text: "Rules make calls of this store fail on purpose, at the same calls every time. Rules are asked in their order; at most one fires at a call. The console’s own reads count as reads too.",
    off: "Faults are off on this server: it answers 403 to rules. It takes them when it is started with mayfly.faults.enabled=true.",
    none: "This store has no rules: its calls are answered as ever.",
    rules: "Rules",
    rule: "Rule",
    seen: "Calls seen",
    fired: "Fired",
    removeOf: (place: number) => `Remove rule ${place}`,
    clear: "Remove all",
    clearTitle: "Remove all rules?",
    clearText: (rules: number, fired: number) =>
      `${number(rules)} ${plural(rules, "rule", "rules")} will be lost, with ${plural(rules, "its", "their")} counters (fired ${number(fired)} ${plural(fired, "time", "times")}).`,
    cleared: "Calls are answered as ever.",
    added: "The rule is in force.",
    removed: "The rule is gone.",
    anew: "When a rule is added or removed, the counters of all begin anew.",
    add: "Add a rule",
    addIt: "Add the rule",

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
        conflict: "a version conflict is answered",
        unavailable: "503 is answered",
        latency: "it takes longer",
        "lost-response": "it is done, and the answer gets lost",
        "drop-connection": "the connection is dropped",
        "duplicate-delivery": "the event is delivered twice",
      })[effect] ?? effect,
    match: "Of",
    matches: (match: string) =>
      ({
        "": "everything",
        eventType: "event type",
        aggregateType: "aggregate type",
        aggregateId: "aggregate",
        tag: "tag",
      })[match] ?? match,
    matchValue: "Which",
    when: "When",
    whens: (when: string) =>
      ({ every1: "every time", nth: "once, at the nth", every: "every nth time", probability: "by chance" })[when] ??
      when,
    count: "n",
    probability: "Probability",
    probabilityHint: "Above 0, at most 1",
    seed: "Seed",
    times: "At most so many times",
    timesHint: "Left empty, without an end",
    delay: "Delay",
    delayHint: "At most 60 seconds",
    millis: "milliseconds",

    always: "every time",
    nthTime: (n: number) => `at the ${ordinal(n)}`,
    everyTime: (n: number) => `at every ${ordinal(n)}`,
    byChance: (share: string, seed: string) => `by chance, ${share} of the time (seed ${seed})`,
    atMost: (times: number) => `at most ${number(times)} ${plural(times, "time", "times")}`,
    after: (delay: string) => `after ${delay}`,
    whose: (criteria: string) => `with ${criteria}`,
    sentence: (what: string, how: string) => `${what}: ${how}`,
  },
  {
    text: "Des règles font échouer exprès des appels de ce magasin, aux mêmes appels à chaque fois. Elles sont consultées dans l’ordre\u00a0; une seule au plus se déclenche par appel. Les lectures de la console comptent aussi.",
    off: "Les pannes sont désactivées sur ce serveur\u00a0: il répond 403 aux règles. Il les accepte s’il est démarré avec mayfly.faults.enabled=true.",
    none: "Ce magasin n’a pas de règles\u00a0: ses appels reçoivent leur réponse habituelle.",
    rules: "Règles",
    rule: "Règle",
    seen: "Appels vus",
    fired: "Déclenchée",
    removeOf: (place: number) => `Retirer la règle ${place}`,
    clear: "Tout retirer",
    clearTitle: "Retirer toutes les règles\u00a0?",
    clearText: (rules: number, fired: number) =>
      `${number(rules)} ${plural(rules, "règle sera perdue, avec son compteur", "règles seront perdues, avec leurs compteurs")} (${number(fired)} ${plural(fired, "déclenchement", "déclenchements")}).`,
    cleared: "Les appels reçoivent leur réponse habituelle.",
    added: "La règle est en vigueur.",
    removed: "La règle est retirée.",
    anew: "Quand une règle est ajoutée ou retirée, tous les compteurs repartent de zéro.",
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
        latency: "cela prend plus de temps",
        "lost-response": "c’est fait, et la réponse se perd",
        "drop-connection": "la connexion est coupée",
        "duplicate-delivery": "l’événement est livré deux fois",
      })[effect] ?? effect,
    match: "De",
    matches: (match: string) =>
      ({
        "": "tout",
        eventType: "type d’événement",
        aggregateType: "type d’agrégat",
        aggregateId: "agrégat",
        tag: "étiquette",
      })[match] ?? match,
    matchValue: "Lequel",
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
    probabilityHint: "Plus de 0, au plus 1",
    seed: "Graine",
    times: "Au plus tant de fois",
    timesHint: "Vide\u00a0: sans fin",
    delay: "Délai",
    delayHint: "Au plus 60 secondes",
    millis: "millisecondes",

    always: "à chaque fois",
    nthTime: (n: number) => (n === 1 ? "à la 1ʳᵉ fois" : `à la ${number(n)}ᵉ fois`),
    everyTime: (n: number) => `toutes les ${number(n)} fois`,
    byChance: (share: string, seed: string) => `au hasard, ${share} des fois (graine ${seed})`,
    atMost: (times: number) => `au plus ${number(times)} fois`,
    after: (delay: string) => `après ${delay}`,
    whose: (criteria: string) => `avec ${criteria}`,
    sentence: (what: string, how: string) => `${what}\u00a0: ${how}`,
  },
);
