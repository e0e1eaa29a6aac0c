import { number } from "../../frame/format";
import { messages, plural } from "../../frame/messages";

/** The texts of forking a store at a point. */
export const forkWords = messages(
  {
    text: "A fork is a new store that starts with this store’s events up to a chosen point. Forking takes a moment, however many events there are.",
    chart: (interval: string) =>
      ({
        minute: "Events per minute. Click to choose a point.",
        hour: "Events per hour. Click to choose a point.",
        day: "Events per day. Click to choose a point.",
        week: "Events per week. Click to choose a point.",
        month: "Events per month. Click to choose a point.",
      })[interval] ?? interval,
    inFork: "In the fork",
    outside: "Not in the fork",
    slider: "Up to the event at position",
    sliderText: (at: number, head: number) => `${number(at)} of ${number(head)}`,
    all: "All events",
    exact: "Position or time",
    exactHint: "A number, or an RFC 3339 time such as 2026-01-31T12:00:00Z",
    goTo: "Go there",
    exactWrong: (head: number) => `Enter a position from 0 to ${number(head)}, or a time.`,
    gets: (at: number, head: number) =>
      at === 0
        ? "The fork starts empty."
        : at === head
          ? `The fork gets ${plural(head, "the only event", `all ${number(head)} events`)}. The last one:`
          : `The fork gets ${number(at)} of ${number(head)} events. The last one:`,
    data: "Data",
    recorded: "Recorded",
    name: "Fork name",
    make: "Fork",
    makeAt: (at: number) => `Fork with ${number(at)} ${plural(at, "event", "events")}`,
    made: (name: string, count: number) => `The fork ${name} has ${number(count)} ${plural(count, "event", "events")}.`,
  },
  {
    text: "Une branche est un nouveau magasin qui commence par les événements de celui-ci jusqu’au point choisi. Sa création prend un instant, quel que soit le nombre d’événements.",
    chart: (interval: string) =>
      ({
        minute: "Événements par minute. Cliquez pour choisir un point.",
        hour: "Événements par heure. Cliquez pour choisir un point.",
        day: "Événements par jour. Cliquez pour choisir un point.",
        week: "Événements par semaine. Cliquez pour choisir un point.",
        month: "Événements par mois. Cliquez pour choisir un point.",
      })[interval] ?? interval,
    inFork: "Dans la branche",
    outside: "Hors de la branche",
    slider: "Jusqu’à l’événement à la position",
    sliderText: (at: number, head: number) => `${number(at)} sur ${number(head)}`,
    all: "Tous les événements",
    exact: "Position ou date",
    exactHint: "Un nombre, ou une date RFC 3339 comme 2026-01-31T12:00:00Z",
    goTo: "Y aller",
    exactWrong: (head: number) => `Saisissez une position de 0 à ${number(head)}, ou une date.`,
    gets: (at: number, head: number) =>
      at === 0
        ? "La branche commence vide."
        : at === head
          ? `La branche reçoit ${plural(head, "le seul événement", `tous les ${number(head)} événements`)}. Le dernier\u202f:`
          : `La branche reçoit ${number(at)} ${plural(at, "événement", "événements")} sur ${number(head)}. Le dernier\u202f:`,
    data: "Données",
    recorded: "Enregistré",
    name: "Nom de la branche",
    make: "Créer la branche",
    makeAt: (at: number) => `Créer la branche avec ${number(at)} ${plural(at, "événement", "événements")}`,
    made: (name: string, count: number) =>
      `La branche ${name} contient ${number(count)} ${plural(count, "événement", "événements")}.`,
  },
);
