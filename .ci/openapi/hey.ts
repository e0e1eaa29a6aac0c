// One append, one search and one deletion with the client of hey-api.
import { appendToStore, createStore, deleteStore, searchEvents } from './target/generated/hey/index.js';
import { client } from './target/generated/hey/client.gen.js';
import { equal, page, server } from './assert.js';

const path = { store: 'generated-by-hey-api' };
client.setConfig({ baseUrl: server() });

const made = await createStore({ path, body: {} });
equal(made.response?.status, 201, 'the status of a new store');

const events = [{ aggregateId: 'order-1', eventType: 'OrderPlaced', data: { amount: 12.5 }, tags: ['till:1'] }];
const appended = await appendToStore({ path, body: { events, expectedVersions: { 'order-1': 0 } } });
equal(appended.response?.status, 201, 'the status of an append');
equal(appended.data?.lastPosition, 1, 'the position that it answers with');

const refused = await appendToStore({ path, body: { events, expectedVersions: { 'order-1': 0 } } });
equal(refused.response?.status, 409, 'the status of a conflict');
const problem = refused.error;
equal(problem?.type, 'urn:mayfly:problem:version-conflict', 'the problem');
if (problem?.type === 'urn:mayfly:problem:version-conflict') {
  equal(problem.actualVersion, 1, 'the version of the problem');
}

const found = await searchEvents({ path, query: { eventType: ['OrderPlaced', 'OrderPaid'], tag: ['till:1'], minPosition: 1 } });
equal(found.response?.status, 200, 'the status of a search');
const first = page(found.data);
equal(first.events.length, 1, 'how many events it finds');
equal(first.events[0]?.aggregateId, 'order-1', 'whose event it is');
equal(first.next, null, 'the next page');

const deleted = await deleteStore({ path });
equal(deleted.response?.status, 204, 'the status of a deletion');
const gone = await searchEvents({ path });
equal(gone.response?.status, 404, 'the status of a search afterwards');
equal(gone.error?.type, 'urn:mayfly:problem:not-found', 'the problem afterwards');
console.log('hey-api: append, search and deletion work');
