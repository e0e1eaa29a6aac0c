import { messages, plural } from "../../frame/messages";
import { number } from "../../frame/format";

const events = (count: number) => `${number(count)} ${plural(count, "event", "events")}`;
const événements = (count: number) => `${number(count)} ${plural(count, "événement", "événements")}`;
const snapshots = (count: number) => `${number(count)} ${plural(count, "snapshot", "snapshots")}`;
const instantanés = (count: number) => `${number(count)} ${plural(count, "instantané", "instantanés")}`;

/** The texts of the stores view: stores, their forks, and actions on a whole store. */
export const storesWords = messages(
  {
    stores: "Stores",
    listed: (shown: number, all: number, more: boolean) =>
      shown === all && !more
        ? `${number(all)} ${plural(all, "store", "stores")}`
        : `${number(shown)} of ${number(all)}${more ? "+" : ""} stores`,
    find: "Find by name",
    more: "Load more stores",
    narrow: "Search to narrow the list.",
    nothingFound: "No store name matches.",
    make: "New store",
    events,
    forkOf: (parent: string) => `fork of ${parent}`,
    goes: (left: string) => `expires in ${left} unless it is used`,
    goesNow: "expires any moment",
    ofLimit: (used: string, limit: string) => `${used} of ${limit}`,
    memory: "Memory",
    age: "Created",
    aggregates: "Aggregates",
    forks: "Forks",
    seeEvents: "View events",
    gone: (store: string) => `The store “${store}” no longer exists.`,
    panels: "Store actions",
    fork: "Fork",
    snapshots: "Snapshots",
    clock: "Clock",
    faults: "Faults",
    data: "Export, import, memory",

    reset: "Reset",
    resetTitle: (store: string) => `Empty the store “${store}”?`,
    resetText: (store: string, count: number) =>
      `This deletes ${events(count)} from ${store}. Subscriptions and projections start again from an empty history.`,
    resetStays: (count: number) =>
      count > 0 ? `Its clock, faults and ${snapshots(count)} stay.` : "Its clock and faults stay.",
    resetDone: (store: string) => `${store} is now empty.`,
    delete: "Delete",
    deleteTitle: (store: string) => `Delete the store “${store}”?`,
    deleteText: (store: string, count: number, kept: number) =>
      `This deletes ${store} with ${events(count)} and ${snapshots(kept)}, its projections, faults and clock.`,
    deleteForks: (count: number) =>
      count > 0 ? `Its ${number(count)} ${plural(count, "fork stays", "forks stay")}.` : "It has no forks.",
    forksStay: "Its forks stay.",
    deleteDone: (store: string) => `${store} has been deleted.`,
    protectedStore: "The default store cannot be deleted.",

    createTitle: "New store",
    name: "Name",
    nameHint: "1 to 63 characters: a–z, 0–9 and -, but no - at the start",
    ttl: "Expires when unused for",
    ttlHint: "If empty, the server’s default applies.",
    limit: "Memory limit",
    limitHint: "If empty, only the server’s limit for all stores applies.",
    create: "Create store",
    created: (store: string) => `The store ${store} has been created.`,
    seconds: "seconds",
    minutes: "minutes",
    hours: "hours",
    days: "days",
    unit: "Unit",

    snapshotsText: "A snapshot keeps the store’s current events so that you can return to them later.",
    noSnapshots: "There are no snapshots yet.",
    snapshotName: "Snapshot name",
    take: "Take a snapshot",
    taken: (name: string, count: number) => `The snapshot ${name} holds ${events(count)}.`,
    at: "Taken",
    restore: "Restore",
    restoreOf: (name: string) => `Restore ${name}`,
    restoreTitle: (name: string) => `Restore the snapshot “${name}”?`,
    restoreText: (store: string, now: number, then: number) =>
      `The snapshot’s ${events(then)} will replace the ${events(now)} of ${store}.`,
    restoreStays:
      "The clock and the snapshots stay. Subscriptions and projections start again from the restored history.",
    restored: (name: string) => `The snapshot ${name} has been restored.`,
    replace: "Replace",
    replaceOf: (name: string) => `Replace ${name}`,
    replaceTitle: (name: string) => `Replace the snapshot “${name}”?`,
    replaceText: (then: number, now: number) =>
      `A snapshot of the current ${events(now)} will replace the one with ${events(then)}.`,
    deleteOf: (name: string) => `Delete ${name}`,
    deleteSnapshotTitle: (name: string) => `Delete the snapshot “${name}”?`,
    deleteSnapshotText: (count: number) =>
      `This deletes the snapshot with ${events(count)}. The store itself does not change.`,
    snapshotDeleted: (name: string) => `The snapshot ${name} has been deleted.`,
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
    nothingFound: "Aucun magasin ne porte ce nom.",
    make: "Nouveau magasin",
    events: événements,
    forkOf: (parent: string) => `branche de ${parent}`,
    goes: (left: string) => `expire dans ${left} sauf s’il est utilisé`,
    goesNow: "expire d’un instant à l’autre",
    ofLimit: (used: string, limit: string) => `${used} sur ${limit}`,
    memory: "Mémoire",
    age: "Créé",
    aggregates: "Agrégats",
    forks: "Branches",
    seeEvents: "Voir ses événements",
    gone: (store: string) => `Le magasin «\u202f${store}\u202f» n’existe plus.`,
    panels: "Actions sur le magasin",
    fork: "Branche",
    snapshots: "Instantanés",
    clock: "Horloge",
    faults: "Pannes",
    data: "Export, import, mémoire",

    reset: "Vider",
    resetTitle: (store: string) => `Vider le magasin «\u202f${store}\u202f»\u202f?`,
    resetText: (store: string, count: number) =>
      `${événements(count)} de ${store} ${plural(count, "sera supprimé", "seront supprimés")}. Les abonnements et les projections repartiront d’un historique vide.`,
    resetStays: (count: number) =>
      count > 0
        ? `Son horloge, ses pannes et ${plural(count, "son instantané sont conservés", `ses ${instantanés(count)} sont conservés`)}.`
        : "Son horloge et ses pannes sont conservées.",
    resetDone: (store: string) => `${store} est maintenant vide.`,
    delete: "Supprimer",
    deleteTitle: (store: string) => `Supprimer le magasin «\u202f${store}\u202f»\u202f?`,
    deleteText: (store: string, count: number, kept: number) =>
      `${store} sera supprimé avec ${événements(count)} et ${instantanés(kept)}, ses projections, ses pannes et son horloge.`,
    deleteForks: (count: number) =>
      count > 0
        ? `${plural(count, "Sa branche est conservée", `Ses ${number(count)} branches sont conservées`)}.`
        : "Il n’a pas de branche.",
    forksStay: "Ses branches sont conservées.",
    deleteDone: (store: string) => `${store} a été supprimé.`,
    protectedStore: "Le magasin par défaut ne peut pas être supprimé.",

    createTitle: "Nouveau magasin",
    name: "Nom",
    nameHint: "1 à 63 caractères parmi a–z, 0–9 et -, sans commencer par -",
    ttl: "Expire s’il n’est pas utilisé pendant",
    ttlHint: "Si ce champ est vide, la valeur par défaut du serveur s’applique.",
    limit: "Limite de mémoire",
    limitHint: "Si ce champ est vide, seule la limite du serveur pour tous les magasins s’applique.",
    create: "Créer le magasin",
    created: (store: string) => `Le magasin ${store} a été créé.`,
    seconds: "secondes",
    minutes: "minutes",
    hours: "heures",
    days: "jours",
    unit: "Unité",

    snapshotsText: "Un instantané conserve les événements actuels du magasin pour pouvoir y revenir.",
    noSnapshots: "Il n’y a pas encore d’instantané.",
    snapshotName: "Nom de l’instantané",
    take: "Prendre un instantané",
    taken: (name: string, count: number) => `L’instantané ${name} contient ${événements(count)}.`,
    at: "Pris",
    restore: "Restaurer",
    restoreOf: (name: string) => `Restaurer ${name}`,
    restoreTitle: (name: string) => `Restaurer l’instantané «\u202f${name}\u202f»\u202f?`,
    restoreText: (store: string, now: number, then: number) =>
      `Le contenu de ${store} (${événements(now)}) sera remplacé par celui de l’instantané (${événements(then)}).`,
    restoreStays:
      "L’horloge et les instantanés sont conservés. Les abonnements et les projections repartiront de l’historique restauré.",
    restored: (name: string) => `L’instantané ${name} a été restauré.`,
    replace: "Remplacer",
    replaceOf: (name: string) => `Remplacer ${name}`,
    replaceTitle: (name: string) => `Remplacer l’instantané «\u202f${name}\u202f»\u202f?`,
    replaceText: (then: number, now: number) =>
      `Un instantané du contenu actuel (${événements(now)}) remplacera celui de ${événements(then)}.`,
    deleteOf: (name: string) => `Supprimer ${name}`,
    deleteSnapshotTitle: (name: string) => `Supprimer l’instantané «\u202f${name}\u202f»\u202f?`,
    deleteSnapshotText: (count: number) =>
      `L’instantané de ${événements(count)} sera supprimé. Le magasin lui-même ne change pas.`,
    snapshotDeleted: (name: string) => `L’instantané ${name} a été supprimé.`,
    actions: "Actions",
  },
);
