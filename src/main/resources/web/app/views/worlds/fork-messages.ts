import { number } from "../../frame/format";
import { messages, plural } from "../../frame/messages";

/** The words of forking a store at a point. */
export const forkWords = messages(
  {
    text: "A fork begins with this store’s events up to a point, and goes its own way from there. It takes a moment, however many they are.",
    chart: (interval: string) =>
      ({
        minute: "Events a minute; click to choose a point",
        hour: "Events an hour; click to choose a point",
        day: "Events a day; click to choose a point",
        week: "Events a week; click to choose a point",
        month: "Events a month; click to choose a point",
      })[interval] ?? interval,
    inFork: "In the fork",
    outside: "Not in the fork",
    slider: "Up to the event at position",
    sliderText: (at: number, head: number) => `${number(at)} of ${number(head)}`,
    all: "All events",
    exact: "Position or time",
    exactHint: "A number, or RFC 3339 such as 2026-01-31T12:00:00Z",
    goTo: "Go there",
    exactWrong: (head: number) => `Must be 0 to ${number(head)}, or a time.`,
    gets: (at: number, head: number) =>
      at === 0
        ? "The fork begins empty."
        : at === head
          ? `The fork gets all ${number(head)} ${plural(head, "event", "events")}. The last of them:`
          : `The fork gets ${number(at)} of ${number(head)} events. The last of them:`,
    data: "Data",
    recorded: "Recorded",
    name: "Name of the fork",
    make: "Fork",
    makeAt: (at: number) => `Fork with ${number(at)} ${plural(at, "event", "events")}`,
    made: (name: string, count: number) => `The fork ${name} has ${number(count)} ${plural(count, "event", "events")}.`,
  },
  {
    text: "Une fourche commence avec les événements de ce magasin jusqu’à un point, puis suit son propre chemin. C’est l’affaire d’un instant, quel que soit leur nombre.",
    chart: (interval: string) =>
      ({
        minute: "Événements par minute\u00a0; cliquez pour choisir un point",
        hour: "Événements par heure\u00a0; cliquez pour choisir un point",
        day: "Événements par jour\u00a0; cliquez pour choisir un point",
        week: "Événements par semaine\u00a0; cliquez pour choisir un point",
        month: "Événements par mois\u00a0; cliquez pour choisir un point",
      })[interval] ?? interval,
    inFork: "Dans la fourche",
    outside: "Hors de la fourche",
    slider: "Jusqu’à l’événement à la position",
    sliderText: (at: number, head: number) => `${number(at)} sur ${number(head)}`,
    all: "Tous les événements",
    exact: "Position ou date",
    exactHint: "Un nombre, ou RFC 3339 comme 2026-01-31T12:00:00Z",
    goTo: "Y aller",
    exactWrong: (head: number) => `De 0 à ${number(head)}, ou une date.`,
    gets: (at: number, head: number) =>
      at === 0
        ? "La fourche commence vide."
        : at === head
          ? `La fourche reçoit ${plural(head, "le seul événement", `tous les ${number(head)} événements`)}. Le dernier\u00a0:`
          : `La fourche reçoit ${number(at)} ${plural(at, "événement", "événements")} sur ${number(head)}. Le dernier\u00a0:`,
    data: "Données",
    recorded: "Enregistré",
    name: "Nom de la fourche",
    make: "Fourcher",
    makeAt: (at: number) => `Fourcher avec ${number(at)} ${plural(at, "événement", "événements")}`,
    made: (name: string, count: number) =>
      `La fourche ${name} a ${number(count)} ${plural(count, "événement", "événements")}.`,
  },
);
