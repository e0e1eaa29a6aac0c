import { number } from "../../frame/format";
import { messages, plural } from "../../frame/messages";

/** The words of exporting, importing, and giving back memory. */
export const dataWords = messages(
  {
    export: "Export",
    exportText: (count: number) =>
      `All ${number(count)} ${plural(count, "event", "events")} as NDJSON, one a line, positions and all. An import of it makes the same store.`,
    checksum: "With a checksum",
    download: "Download",
    import: "Import",
    importText: "Fills an empty store with an export, all of it or nothing.",
    appendText: (count: number) =>
      `The store has ${number(count)} ${plural(count, "event", "events")}: what is imported is put behind ${plural(count, "it", "them")}, with new positions, all of it or nothing.`,
    file: "File (NDJSON)",
    importIt: "Import",
    appendIt: "Append",
    appendTitle: (store: string) => `Append to “${store}”?`,
    appendAsk: (store: string, count: number, file: string, size: string) =>
      `The events of ${file} (${size}) will be put behind the ${number(count)} ${plural(count, "event", "events")} of ${store}.`,
    appendLoses:
      "Nothing is lost, but it cannot be taken back: events are never removed one by one. A snapshot taken before is a way back.",
    imported: (count: number) => `${number(count)} ${plural(count, "event is", "events are")} imported.`,
    cancelled: "The import was cancelled; the store is as it was.",
    optimise: "Give back memory",
    optimiseText: "Gives back the memory that the store holds and does not need, while appends and reads go on.",
    dropText: "Give up the index of text too; the next search for a text builds it anew",
    optimiseIt: "Optimise",
    freed: (bytes: string, used: string) => `${bytes} given back; the store takes ${used}.`,
  },
  {
    export: "Export",
    exportText: (count: number) =>
      `${plural(count, "Le seul événement", `Les ${number(count)} événements`)} en NDJSON, un par ligne, positions comprises. Un import en refait le même magasin.`,
    checksum: "Avec une somme de contrôle",
    download: "Télécharger",
    import: "Import",
    importText: "Remplit un magasin vide avec un export, en entier ou pas du tout.",
    appendText: (count: number) =>
      `Le magasin a ${number(count)} ${plural(count, "événement", "événements")}\u00a0: l’import s’ajoute derrière, avec de nouvelles positions, en entier ou pas du tout.`,
    file: "Fichier (NDJSON)",
    importIt: "Importer",
    appendIt: "Ajouter",
    appendTitle: (store: string) => `Ajouter à «\u00a0${store}\u00a0»\u00a0?`,
    appendAsk: (store: string, count: number, file: string, size: string) =>
      `Les événements de ${file} (${size}) seront ajoutés derrière ${plural(count, "l’événement", `les ${number(count)} événements`)} de ${store}.`,
    appendLoses:
      "Rien n’est perdu, mais on ne peut pas revenir en arrière\u00a0: un événement ne se retire jamais. Un instantané pris avant permet d’y revenir.",
    imported: (count: number) => `${number(count)} ${plural(count, "événement importé", "événements importés")}.`,
    cancelled: "L’import a été annulé\u00a0; le magasin est comme avant.",
    optimise: "Rendre de la mémoire",
    optimiseText:
      "Rend la mémoire que le magasin tient sans en avoir besoin, pendant que lectures et ajouts continuent.",
    dropText: "Abandonner aussi l’index du texte\u00a0; la prochaine recherche d’un texte le reconstruit",
    optimiseIt: "Optimiser",
    freed: (bytes: string, used: string) => `${bytes} rendus\u00a0; le magasin occupe ${used}.`,
  },
);
