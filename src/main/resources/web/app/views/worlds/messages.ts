import { messages, plural } from "../../frame/messages";
import { number } from "../../frame/format";

const events = (count: number) => `${number(count)} ${plural(count, "event", "events")}`;
const événements = (count: number) => `${number(count)} ${plural(count, "événement", "événements")}`;
const snapshots = (count: number) => `${number(count)} ${plural(count, "snapshot", "snapshots")}`;
const instantanés = (count: number) => `${number(count)} ${plural(count, "instantané", "instantanés")}`;

/** The words of the worlds: stores, their forks, and what is done with a store as a whole. */
export const worldsWords = messages(
  {
    stores: "Stores",
    listed: (shown: number, all: number, more: boolean) =>
      shown === all && !more
        ? `${number(all)} ${plural(all, "store", "stores")}`
        : `${number(shown)} of ${number(all)}${more ? "+" : ""} stores`,
    find: "Find by name",
    more: "Load more stores",
    narrow: "Search to narrow the list.",
    nothingFound: "No store has such a name.",
    make: "New store",
    events,
    forkOf: (parent: string) => `fork of ${parent}`,
    goes: (left: string) => `goes in ${left} unless it is used`,
    goesNow: "goes any moment",
    ofLimit: (used: string, limit: string) => `${used} of ${limit}`,
    memory: "Memory",
    age: "Made",
    aggregates: "Aggregates",
    forks: "Forks",
    seeEvents: "See its events",
    gone: (store: string) => `There is no store “${store}” any more.`,
    panels: "What to do with the store",
    fork: "Fork",
    snapshots: "Snapshots",
    clock: "Clock",
    faults: "Faults",
    data: "Export, import, memory",

    reset: "Reset",
    resetTitle: (store: string) => `Empty the store “${store}”?`,
    resetText: (store: string, count: number) =>
      `${events(count)} of ${store} will be lost. Its subscriptions and projections begin anew.`,
    resetStays: (count: number) =>
      count > 0 ? `Its clock, its faults and ${snapshots(count)} stay.` : "Its clock and its faults stay.",
    resetDone: (store: string) => `${store} is empty.`,
    delete: "Delete",
    deleteTitle: (store: string) => `Delete the store “${store}”?`,
    deleteText: (store: string, count: number, kept: number) =>
      `${events(count)} and ${snapshots(kept)} of ${store} will be lost, with its projections, faults and clock.`,
    deleteForks: (count: number) =>
      count > 0 ? `Its ${number(count)} ${plural(count, "fork stays", "forks stay")}.` : "It has no forks.",
    forksStay: "Its forks stay.",
    deleteDone: (store: string) => `${store} is deleted.`,
    protectedStore: "The default store cannot be deleted.",

    createTitle: "New store",
    name: "Name",
    nameHint: "1 to 63 of a–z, 0–9 and -, not beginning with -",
    ttl: "Lives without use for",
    ttlHint: "Left empty, it stays as the server has it by default.",
    limit: "May take up to",
    limitHint: "Left empty, what the server has for all stores.",
    create: "Make the store",
    created: (store: string) => `The store ${store} is there.`,
    seconds: "seconds",
    minutes: "minutes",
    hours: "hours",
    days: "days",
    unit: "Unit",

    snapshotsText: "A snapshot keeps what the store holds now, to go back to.",
    noSnapshots: "There are no snapshots yet.",
    snapshotName: "Name of the snapshot",
    take: "Take a snapshot",
    taken: (name: string, count: number) => `The snapshot ${name} holds ${events(count)}.`,
    at: "Taken",
    restore: "Restore",
    restoreOf: (name: string) => `Restore ${name}`,
    restoreTitle: (name: string) => `Go back to the snapshot “${name}”?`,
    restoreText: (store: string, now: number, then: number) =>
      `The ${events(now)} of ${store} will be lost; in their place come the ${events(then)} of the snapshot.`,
    restoreStays: "The clock and the snapshots stay; subscriptions and projections begin anew.",
    restored: (name: string) => `The store is back at ${name}.`,
    replace: "Replace",
    replaceOf: (name: string) => `Replace ${name}`,
    replaceTitle: (name: string) => `Replace the snapshot “${name}”?`,
    replaceText: (then: number, now: number) =>
      `The snapshot of ${events(then)} will be lost; in its place comes one of the ${events(now)} of now.`,
    deleteOf: (name: string) => `Delete ${name}`,
    deleteSnapshotTitle: (name: string) => `Delete the snapshot “${name}”?`,
    deleteSnapshotText: (count: number) => `The snapshot of ${events(count)} will be lost. The store stays as it is.`,
    snapshotDeleted: (name: string) => `The snapshot ${name} is deleted.`,
    actions: "Actions",
  },
  {
    stores: "Magasins",
    listed: (shown: number, all: number, more: boolean) =>
      shown === all && !more
        ? `${number(all)} ${plural(all, "magasin", "magasins")}`
        : `${number(shown)} magasins sur ${more ? "plus de " : ""}${number(all)}`,
    find: "Chercher par nom",
    more: "Charger d’autres magasins",
    narrow: "Cherchez pour réduire la liste.",
    nothingFound: "Aucun magasin n’a un tel nom.",
    make: "Nouveau magasin",
    events: événements,
    forkOf: (parent: string) => `fourche de ${parent}`,
    goes: (left: string) => `disparaît dans ${left} s’il ne sert pas`,
    goesNow: "disparaît d’un instant à l’autre",
    ofLimit: (used: string, limit: string) => `${used} sur ${limit}`,
    memory: "Mémoire",
    age: "Créé",
    aggregates: "Agrégats",
    forks: "Fourches",
    seeEvents: "Voir ses événements",
    gone: (store: string) => `Le magasin «\u00a0${store}\u00a0» n’existe plus.`,
    panels: "Que faire du magasin",
    fork: "Fourche",
    snapshots: "Instantanés",
    clock: "Horloge",
    faults: "Pannes",
    data: "Export, import, mémoire",

    reset: "Vider",
    resetTitle: (store: string) => `Vider le magasin «\u00a0${store}\u00a0»\u00a0?`,
    resetText: (store: string, count: number) =>
      `${événements(count)} de ${store} ${plural(count, "sera perdu", "seront perdus")}. Ses abonnements et ses projections recommencent à zéro.`,
    resetStays: (count: number) =>
      count > 0
        ? `Son horloge, ses pannes et ${plural(count, "son", "ses")} ${instantanés(count)} restent.`
        : "Son horloge et ses pannes restent.",
    resetDone: (store: string) => `${store} est vide.`,
    delete: "Supprimer",
    deleteTitle: (store: string) => `Supprimer le magasin «\u00a0${store}\u00a0»\u00a0?`,
    deleteText: (store: string, count: number, kept: number) =>
      `${événements(count)} et ${instantanés(kept)} de ${store} seront perdus, avec ses projections, ses pannes et son horloge.`,
    deleteForks: (count: number) =>
      count > 0
        ? `${plural(count, "Sa fourche reste", `Ses ${number(count)} fourches restent`)}.`
        : "Il n’a pas de fourche.",
    forksStay: "Ses fourches restent.",
    deleteDone: (store: string) => `${store} est supprimé.`,
    protectedStore: "Le magasin par défaut ne peut pas être supprimé.",

    createTitle: "Nouveau magasin",
    name: "Nom",
    nameHint: "1 à 63 caractères parmi a–z, 0–9 et -, sans commencer par -",
    ttl: "Vit sans servir pendant",
    ttlHint: "Vide\u00a0: ce que le serveur prévoit par défaut.",
    limit: "Peut occuper jusqu’à",
    limitHint: "Vide\u00a0: ce que le serveur prévoit pour tous les magasins.",
    create: "Créer le magasin",
    created: (store: string) => `Le magasin ${store} est là.`,
    seconds: "secondes",
    minutes: "minutes",
    hours: "heures",
    days: "jours",
    unit: "Unité",

    snapshotsText: "Un instantané garde ce que le magasin contient, pour y revenir.",
    noSnapshots: "Il n’y a pas encore d’instantané.",
    snapshotName: "Nom de l’instantané",
    take: "Prendre un instantané",
    taken: (name: string, count: number) => `L’instantané ${name} contient ${événements(count)}.`,
    at: "Pris",
    restore: "Restaurer",
    restoreOf: (name: string) => `Restaurer ${name}`,
    restoreTitle: (name: string) => `Revenir à l’instantané «\u00a0${name}\u00a0»\u00a0?`,
    restoreText: (store: string, now: number, then: number) =>
      `${plural(now, "L’événement", `Les ${événements(now)}`)} de ${store} ${plural(now, "sera perdu", "seront perdus")}\u00a0; à la place ${plural(then, "vient", "viennent")} ${événements(then)} de l’instantané.`,
    restoreStays: "L’horloge et les instantanés restent\u00a0; abonnements et projections recommencent à zéro.",
    restored: (name: string) => `Le magasin est revenu à ${name}.`,
    replace: "Remplacer",
    replaceOf: (name: string) => `Remplacer ${name}`,
    replaceTitle: (name: string) => `Remplacer l’instantané «\u00a0${name}\u00a0»\u00a0?`,
    replaceText: (then: number, now: number) =>
      `L’instantané de ${événements(then)} sera perdu\u00a0; à sa place vient un instantané de ${événements(now)}.`,
    deleteOf: (name: string) => `Supprimer ${name}`,
    deleteSnapshotTitle: (name: string) => `Supprimer l’instantané «\u00a0${name}\u00a0»\u00a0?`,
    deleteSnapshotText: (count: number) =>
      `L’instantané de ${événements(count)} sera perdu. Le magasin reste comme il est.`,
    snapshotDeleted: (name: string) => `L’instantané ${name} est supprimé.`,
    actions: "Actions",
  },
);
