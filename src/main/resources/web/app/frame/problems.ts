import type { Problem } from "./api";
import { bytes, number } from "./format";
import { messages } from "./messages";
import { language } from "./settings";

/** What the console shows a person about a problem. */
export interface ProblemText {
  readonly title: string;
  /** What happened. */
  readonly text: string;
  /** What to do next. */
  readonly next: string;
  /** The server's own message, in English, unless it is the text. */
  readonly said: string;
}

/** The problem's own fields. */
type Fields = Readonly<Record<string, unknown>>;

const titles = messages(
  {
    "malformed-json": "Malformed JSON",
    "invalid-request": "Invalid request",
    "schema-violation": "Schema violation",
    unauthorized: "Token required",
    forbidden: "Not allowed",
    "not-found": "Not found",
    "method-not-allowed": "Method not allowed",
    "not-acceptable": "Format not available",
    "version-conflict": "Version conflict",
    "append-condition-failed": "Append condition failed",
    "duplicate-event": "Duplicate event",
    "limit-reached": "Limit reached",
    "store-exists": "Store already exists",
    "store-protected": "Protected store",
    "store-not-empty": "Store not empty",
    "payment-already-processed": "Payment already processed",
    "refund-exceeds-payment": "Refund too high",
    truncated: "Events removed",
    "session-ended": "Session ended",
    "too-large": "Too large",
    "unsupported-media-type": "Unsupported format",
    "idempotency-key-reused": "Idempotency key reused",
    throttled: "Too many requests",
    unavailable: "Temporarily unavailable",
    "store-full": "Store full",
    internal: "Server error",
    unreachable: "Server unreachable",
    other: "Request failed",
  },
  {
    "malformed-json": "JSON mal formé",
    "invalid-request": "Requête non valide",
    "schema-violation": "Schéma non respecté",
    unauthorized: "Jeton requis",
    forbidden: "Action non autorisée",
    "not-found": "Introuvable",
    "method-not-allowed": "Méthode non autorisée",
    "not-acceptable": "Format indisponible",
    "version-conflict": "Conflit de version",
    "append-condition-failed": "Condition d’ajout non remplie",
    "duplicate-event": "Événement en double",
    "limit-reached": "Limite atteinte",
    "store-exists": "Magasin déjà existant",
    "store-protected": "Magasin protégé",
    "store-not-empty": "Magasin non vide",
    "payment-already-processed": "Paiement déjà traité",
    "refund-exceeds-payment": "Remboursement trop élevé",
    truncated: "Événements supprimés",
    "session-ended": "Session terminée",
    "too-large": "Taille excessive",
    "unsupported-media-type": "Format non pris en charge",
    "idempotency-key-reused": "Clé d’idempotence réutilisée",
    throttled: "Trop de requêtes",
    unavailable: "Indisponible pour le moment",
    "store-full": "Magasin plein",
    internal: "Erreur du serveur",
    unreachable: "Serveur injoignable",
    other: "Échec de la requête",
  },
);

type Slug = keyof ReturnType<typeof titles>;

const texts: Readonly<Record<Slug, (fields: Fields) => readonly [en: string, fr: string]>> = {
  "malformed-json": () => ["The text is not valid JSON.", "Le texte n’est pas du JSON valide."],
  "invalid-request": () => ["The server refused some values.", "Le serveur a refusé certaines valeurs."],
  "schema-violation": () => [
    "The event’s data does not match the schema of its type.",
    "Les données de l’événement ne respectent pas le schéma de son type.",
  ],
  unauthorized: () => ["The server requires a token.", "Le serveur exige un jeton."],
  forbidden: () => ["The server does not allow this request.", "Le serveur n’autorise pas cette requête."],
  "not-found": () => ["The requested item does not exist.", "L’élément demandé n’existe pas."],
  "method-not-allowed": () => [
    "The server does not support this action here.",
    "Le serveur ne propose pas cette action ici.",
  ],
  "not-acceptable": () => [
    "The server cannot answer in the requested format.",
    "Le serveur ne peut pas répondre dans le format demandé.",
  ],
  "version-conflict": ({ aggregateId, expectedVersion, actualVersion }) => [
    `Aggregate “${shown(aggregateId)}” is at version ${shown(actualVersion)}, not ${shown(expectedVersion)}.`,
    `L’agrégat «\u202f${shown(aggregateId)}\u202f» est à la version ${shown(actualVersion)}, et non ${expected(expectedVersion)}.`,
  ],
  "append-condition-failed": ({ matchedPosition }) => [
    `The event at position ${shown(matchedPosition)} matches the append condition.`,
    `L’événement à la position ${shown(matchedPosition)} correspond à la condition d’ajout.`,
  ],
  "duplicate-event": ({ eventId, existingPosition }) => [
    `Event “${shown(eventId)}” is already stored at position ${shown(existingPosition)}.`,
    `L’événement «\u202f${shown(eventId)}\u202f» est déjà enregistré à la position ${shown(existingPosition)}.`,
  ],
  "limit-reached": ({ limit, setting }) => [
    `The limit is ${shown(limit)}, set by ${shown(setting)}.`,
    `La limite est de ${shown(limit)}, fixée par ${shown(setting)}.`,
  ],
  "store-exists": () => [
    "A store with this name already exists, with other settings.",
    "Un magasin de ce nom existe déjà, avec d’autres réglages.",
  ],
  "store-protected": () => ["This store cannot be deleted.", "Ce magasin ne peut pas être supprimé."],
  "store-not-empty": () => ["The store already has events.", "Le magasin contient déjà des événements."],
  "payment-already-processed": () => ["This payment has already been processed.", "Ce paiement a déjà été traité."],
  "refund-exceeds-payment": () => [
    "The refund exceeds the amount left on the payment.",
    "Le remboursement dépasse le montant restant du paiement.",
  ],
  truncated: ({ firstVersion }) => [
    `The first events have been removed. The history starts at version ${shown(firstVersion)}.`,
    `Les premiers événements ont été supprimés\u202f; l’historique commence à la version ${shown(firstVersion)}.`,
  ],
  "session-ended": () => ["This session has ended.", "Cette session est terminée."],
  "too-large": ({ limit }) => [
    "The request exceeds a limit of the server.",
    typeof limit === "number"
      ? `La requête dépasse une limite du serveur (${limit >= 1024 * 1024 ? bytes(limit) : number(limit)}).`
      : "La requête dépasse une limite du serveur.",
  ],
  "unsupported-media-type": () => [
    "The server does not understand this format.",
    "Le serveur ne prend pas en charge ce format.",
  ],
  "idempotency-key-reused": () => [
    "This idempotency key was used for another request.",
    "Cette clé d’idempotence a servi à une autre requête.",
  ],
  throttled: () => ["The server is receiving too many requests.", "Le serveur reçoit trop de requêtes."],
  unavailable: () => [
    "The server cannot handle this request right now.",
    "Le serveur ne peut pas traiter cette requête pour le moment.",
  ],
  "store-full": ({ usedBytes, limitBytes }) => [
    "The store has reached its memory limit.",
    typeof usedBytes === "number" && typeof limitBytes === "number"
      ? `Le magasin occupe ${bytes(usedBytes)} sur ${bytes(limitBytes)}.`
      : "Le magasin a atteint sa limite de mémoire.",
  ],
  internal: () => ["The server ran into an internal error.", "Le serveur a rencontré une erreur interne."],
  unreachable: () => ["The server cannot be reached.", "Le serveur est injoignable."],
  other: () => ["The server refused the request.", "Le serveur a refusé la requête."],
};

const steps = messages(
  {
    "malformed-json": "Correct the text, then try again.",
    "invalid-request": "Correct the values, then try again.",
    "schema-violation": "Correct the data or change the schema.",
    unauthorized: "Enter a token to continue.",
    forbidden: "Ask the server’s administrator for this right, or for the setting that allows it.",
    "not-found": "Check the address: the item may have been deleted.",
    "method-not-allowed": "Reload this page: the console and the server must be the same version.",
    "not-acceptable": "Reload this page: the console and the server must be the same version.",
    "version-conflict": "Read the aggregate again and retry.",
    "append-condition-failed": "Read the events again, then decide again.",
    "duplicate-event": "Send it with another id, or not at all.",
    "limit-reached": "Delete one you no longer need, or raise this setting.",
    "store-exists": "Choose another name.",
    "store-protected": "You can only reset it, which empties it.",
    "store-not-empty": "Reset it first or choose an empty store.",
    "payment-already-processed": "Choose another payment id.",
    "refund-exceeds-payment": "Refund up to the amount left.",
    truncated: "Ask for a later version.",
    "session-ended": "Start a new session.",
    "too-large": "Send or request less at a time.",
    "unsupported-media-type": "Choose a file in one of the supported formats.",
    "idempotency-key-reused": "Use a new key.",
    throttled: "Wait a few seconds, then try again.",
    unavailable: "Wait a few seconds, then try again.",
    "store-full": "Delete or reset stores you no longer need, or raise the store’s limit.",
    internal: "Try again. If it happens again, report it and attach the server’s log.",
    unreachable: "The console keeps trying to reconnect.",
    other: "Try again.",
  },
  {
    "malformed-json": "Corrigez le texte, puis réessayez.",
    "invalid-request": "Corrigez les valeurs, puis réessayez.",
    "schema-violation": "Corrigez les données ou modifiez le schéma.",
    unauthorized: "Saisissez un jeton pour continuer.",
    forbidden: "Demandez ce droit, ou le réglage qui l’autorise, à l’administrateur du serveur.",
    "not-found": "Vérifiez l’adresse\u202f; l’élément a peut-être été supprimé.",
    "method-not-allowed": "Rechargez la page\u202f: la console et le serveur doivent être de la même version.",
    "not-acceptable": "Rechargez la page\u202f: la console et le serveur doivent être de la même version.",
    "version-conflict": "Relisez l’agrégat, puis réessayez.",
    "append-condition-failed": "Relisez les événements, puis reprenez votre décision.",
    "duplicate-event": "Envoyez-le avec un autre identifiant, ou ne l’envoyez pas.",
    "limit-reached": "Supprimez un élément inutile ou augmentez ce réglage.",
    "store-exists": "Choisissez un autre nom.",
    "store-protected": "Vous pouvez seulement le vider.",
    "store-not-empty": "Videz-le d’abord ou choisissez un magasin vide.",
    "payment-already-processed": "Choisissez un autre identifiant de paiement.",
    "refund-exceeds-payment": "Ne remboursez pas plus que le montant restant.",
    truncated: "Demandez une version plus récente.",
    "session-ended": "Ouvrez une nouvelle session.",
    "too-large": "Envoyez ou demandez moins à la fois.",
    "unsupported-media-type": "Choisissez un fichier dans l’un des formats pris en charge.",
    "idempotency-key-reused": "Utilisez une nouvelle clé.",
    throttled: "Patientez quelques secondes, puis réessayez.",
    unavailable: "Patientez quelques secondes, puis réessayez.",
    "store-full": "Supprimez ou videz les magasins inutiles, ou augmentez la limite du magasin.",
    internal: "Réessayez. Si l’erreur se reproduit, signalez-la en joignant le journal du serveur.",
    unreachable: "La console tente de se reconnecter.",
    other: "Réessayez.",
  },
);

/**
 * Returns what a problem means and what to do next, in the language in use. In English the server's own sentence is the text,
 * as it has the values at hand; in another language that sentence is kept beside the text.
 */
export function problemText(problem: Problem): ProblemText {
  const slug: Slug = problem.slug in texts ? (problem.slug as Slug) : "other";
  const [en, fr] = texts[slug](problem.fields);
  const common = { title: titles()[slug], next: steps()[slug] };
  if (language() === "fr") {
    return { ...common, text: fr, said: slug === "unreachable" ? "" : problem.detail };
  }
  return { ...common, text: (slug === "unreachable" ? "" : problem.detail) || en, said: "" };
}

function shown(value: unknown): string {
  return typeof value === "number" ? number(value) : typeof value === "string" ? value : "?";
}

function expected(version: unknown): string {
  if (version === "none" || version === 0) {
    return "absent";
  }
  return version === "any existing" ? "une version existante" : shown(version);
}
