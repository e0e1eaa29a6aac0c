// One append, one search and one deletion with the types of openapi-typescript and the client openapi-fetch.
import createClient from 'openapi-fetch';
import type { paths } from './target/generated/api.js';
import { equal, page, server, type Problem } from './assert.js';

const store = 'generated-by-openapi-typescript';
const client = createClient<paths>({ baseUrl: server() });
const params = { path: { store } };

const made = await client.PUT('/stores/{store}', { params, body: {} });
equal(made.response.status, 201, 'the status of a new store');
equal(made.data?.name, store, 'its name');

const events = [{ aggregateId: 'order-1', eventType: 'OrderPlaced', data: { amount: 12.5 }, tags: ['till:1'] }];
const appended = await client.POST('/stores/{store}/events', { params, body: { events, expectedVersions: { 'order-1': 0 } } });
equal(appended.response.status, 201, 'the status of an append');
equal(appended.data?.lastPosition, 1, 'the position that it answers with');

const refused = await client.POST('/stores/{store}/events', { params, body: { events, expectedVersions: { 'order-1': 0 } } });
equal(refused.response.status, 409, 'the status of a conflict');
const problem: Problem | undefined = refused.error;
equal(problem?.type, 'urn:mayfly:problem:version-conflict', 'the problem');
if (problem?.type === 'urn:mayfly:problem:version-conflict') {
  equal(problem.actualVersion, 1, 'the version of the problem');
}

const found = await client.GET('/stores/{store}/events', {
  params: { path: { store }, query: { eventType: ['OrderPlaced', 'OrderPaid'], tag: ['till:1'], minPosition: 1 } },
});
equal(found.response.status, 200, 'the status of a search');
const first = page(found.data);
equal(first.events.length, 1, 'how many events it finds');
equal(first.events[0]?.aggregateId, 'order-1', 'whose event it is');
equal(first.next, null, 'the next page');

const deleted = await client.DELETE('/stores/{store}', { params });
equal(deleted.response.status, 204, 'the status of a deletion');
const gone = await client.GET('/stores/{store}/events', { params });
equal(gone.response.status, 404, 'the status of a search afterwards');
equal(gone.error?.type, 'urn:mayfly:problem:not-found', 'the problem afterwards');
console.log('openapi-typescript and openapi-fetch: append, search and deletion work');
