import { messages } from "../../frame/messages";

/** The texts of a store’s clock. */
export const clockWords = messages(
  {
    text: "This clock sets “timestamp” and “recordedAt” of new events, and decides when something is due in this store.",
    now: "Store time",
    modes: (mode: string) =>
      ({
        system: "follows the server’s clock",
        offset: "runs at an offset from the server’s clock",
        frozen: "is stopped",
      })[mode] ?? mode,
    names: (mode: string) => ({ system: "System", offset: "Offset", frozen: "Frozen" })[mode] ?? mode,
    ahead: (by: string) => `${by} ahead of this browser’s clock`,
    behind: (by: string) => `${by} behind this browser’s clock`,
    notBefore: (at: string) =>
      `New events are recorded at ${at} until the clock passes that time, because recordedAt never goes back.`,
    advance: "Advance",
    minute: "1 minute",
    hour: "1 hour",
    day: "1 day",
    by: "By",
    go: "Advance",
    set: "Set",
    mode: "Mode",
    at: "Stopped at",
    atHint: "RFC 3339, for example 2026-01-31T12:00:00Z",
    distance: "Offset",
    direction: "Direction",
    forward: "ahead of the server",
    back: "behind the server",
    apply: "Set the clock",
    done: (now: string) => `The store’s time is now ${now}.`,
  },
  {
    text: "Cette horloge donne «\u202ftimestamp\u202f» et «\u202frecordedAt\u202f» aux nouveaux événements, et décide de ce qui arrive à échéance dans ce magasin.",
    now: "Heure du magasin",
    modes: (mode: string) =>
      ({
        system: "suit celle du serveur",
        offset: "est décalée par rapport à celle du serveur",
        frozen: "est arrêtée",
      })[mode] ?? mode,
    names: (mode: string) => ({ system: "Système", offset: "Décalée", frozen: "Arrêtée" })[mode] ?? mode,
    ahead: (by: string) => `${by} d’avance sur l’horloge de ce navigateur`,
    behind: (by: string) => `${by} de retard sur l’horloge de ce navigateur`,
    notBefore: (at: string) =>
      `Les nouveaux événements sont enregistrés à ${at} tant que l’horloge n’a pas dépassé cette heure, car recordedAt ne recule jamais.`,
    advance: "Avancer",
    minute: "1 minute",
    hour: "1 heure",
    day: "1 jour",
    by: "De",
    go: "Avancer",
    set: "Régler",
    mode: "Mode",
    at: "Arrêtée à",
    atHint: "RFC 3339, par exemple 2026-01-31T12:00:00Z",
    distance: "Décalage",
    direction: "Sens",
    forward: "en avance sur le serveur",
    back: "en retard sur le serveur",
    apply: "Régler l’horloge",
    done: (now: string) => `L’heure du magasin est maintenant ${now}.`,
  },
);
