import { messages } from "../../frame/messages";

/** The words of a store's clock. */
export const clockWords = messages(
  {
    text: "It rules what is written into events as “timestamp” and “recordedAt”, and what falls due in this store.",
    now: "The store’s time",
    modes: (mode: string) =>
      ({ system: "goes with the server’s", offset: "goes at a distance to the server’s", frozen: "stands still" })[
        mode
      ] ?? mode,
    names: (mode: string) => ({ system: "System", offset: "Offset", frozen: "Frozen" })[mode] ?? mode,
    ahead: (by: string) => `${by} ahead of this browser’s clock`,
    behind: (by: string) => `${by} behind this browser’s clock`,
    notBefore: (at: string) => `Events keep the time ${at} until the clock is there again: recordedAt never goes back.`,
    advance: "Move it on",
    minute: "1 minute",
    hour: "1 hour",
    day: "1 day",
    by: "By",
    go: "Move on",
    set: "Set it",
    mode: "Mode",
    at: "Stands at",
    atHint: "RFC 3339, such as 2026-01-31T12:00:00Z",
    distance: "Distance",
    direction: "Direction",
    forward: "ahead of the server",
    back: "behind the server",
    apply: "Set the clock",
    done: (now: string) => `It is ${now} in the store.`,
  },
  {
    text: "Elle décide de «\u00a0timestamp\u00a0» et «\u00a0recordedAt\u00a0» des événements, et de ce qui arrive à échéance dans ce magasin.",
    now: "L’heure du magasin",
    modes: (mode: string) =>
      ({ system: "suit celle du serveur", offset: "suit celle du serveur à distance", frozen: "est arrêtée" })[mode] ??
      mode,
    names: (mode: string) => ({ system: "Système", offset: "Décalée", frozen: "Arrêtée" })[mode] ?? mode,
    ahead: (by: string) => `${by} d’avance sur l’horloge de ce navigateur`,
    behind: (by: string) => `${by} de retard sur l’horloge de ce navigateur`,
    notBefore: (at: string) =>
      `Les événements gardent l’heure ${at} jusqu’à ce que l’horloge y revienne\u00a0: recordedAt ne recule jamais.`,
    advance: "L’avancer",
    minute: "1 minute",
    hour: "1 heure",
    day: "1 jour",
    by: "De",
    go: "Avancer",
    set: "La régler",
    mode: "Mode",
    at: "Arrêtée à",
    atHint: "RFC 3339, par exemple 2026-01-31T12:00:00Z",
    distance: "Distance",
    direction: "Sens",
    forward: "en avance sur le serveur",
    back: "en retard sur le serveur",
    apply: "Régler l’horloge",
    done: (now: string) => `Il est ${now} dans le magasin.`,
  },
);
