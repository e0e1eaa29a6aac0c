import { number } from "../../frame/format";
import { messages, plural } from "../../frame/messages";

/** The texts of export, import and freeing memory. */
export const dataWords = messages(
  {
    export: "Export",
    exportText: (count: number) =>
      count === 1
        ? "The store’s only event as NDJSON, with its position. Importing the file recreates the store."
        : `All ${number(count)} events as NDJSON, one per line, with their positions. Importing the file recreates the store.`,
    checksum: "With a checksum",
    download: "Download",
    import: "Import",
    importText: "Fills the empty store from an export. Either all events are imported or none.",
    appendText: (count: number) =>
      `The store has ${number(count)} ${plural(count, "event", "events")}. Imported events are appended after ${plural(count, "it", "them")} with new positions, either all of them or none.`,
    file: "File (NDJSON)",
    importIt: "Import",
    appendIt: "Append",
    appendTitle: (store: string) => `Append to “${store}”?`,
    appendAsk: (store: string, count: number, file: string, size: string) =>
      `The events of ${file} (${size}) will be appended after the ${number(count)} ${plural(count, "event", "events")} of ${store}.`,
    appendLoses:
      "No existing events are lost, but you cannot undo the import. Take a snapshot first if you may want to go back.",
    imported: (count: number) => `${number(count)} ${plural(count, "event", "events")} imported`,
    cancelled: "The import was cancelled. The store is unchanged.",
    optimise: "Free memory",
    optimiseText: "Frees memory that the store holds but does not need. Appends and reads continue meanwhile.",
    dropText: "Also drop the text index; the next text search rebuilds it",
    optimiseIt: "Optimise",
    freed: (bytes: string, used: string) => `${bytes} freed. The store now uses ${used}.`,
  },
  {
    export: "Export",
    exportText: (count: number) =>
      `${plural(count, "Le seul événement", `Les ${number(count)} événements`)} en NDJSON, un par ligne, positions comprises. Importer ce fichier recrée le même magasin.`,
    checksum: "Avec une somme de contrôle",
    download: "Télécharger",
    import: "Import",
    importText: "Remplit le magasin vide à partir d’un export, en entier ou pas du tout.",
    appendText: (count: number) =>
      `Le magasin contient ${number(count)} ${plural(count, "événement", "événements")}. Les événements importés s’ajoutent à la suite, avec de nouvelles positions, en entier ou pas du tout.`,
    file: "Fichier (NDJSON)",
    importIt: "Importer",
    appendIt: "Ajouter",
    appendTitle: (store: string) => `Ajouter à «\u202f${store}\u202f»\u202f?`,
    appendAsk: (store: string, count: number, file: string, size: string) =>
      `Les événements de ${file} (${size}) seront ajoutés à la suite ${plural(count, "de l’événement", `des ${number(count)} événements`)} de ${store}.`,
    appendLoses:
      "Aucun événement existant n’est perdu, mais l’import ne peut pas être annulé. Prenez d’abord un instantané si vous souhaitez pouvoir revenir en arrière.",
    imported: (count: number) => `${number(count)} ${plural(count, "événement importé", "événements importés")}`,
    cancelled: "L’import a été annulé. Le magasin n’a pas changé.",
    optimise: "Libérer de la mémoire",
    optimiseText:
      "Libère la mémoire que le magasin occupe sans en avoir besoin. Les ajouts et les lectures continuent pendant ce temps.",
    dropText: "Supprimer aussi l’index de texte\u202f; la prochaine recherche de texte le reconstruit",
    optimiseIt: "Optimiser",
    freed: (bytes: string, used: string) => `${bytes} libérés. Le magasin occupe maintenant ${used}.`,
  },
);
