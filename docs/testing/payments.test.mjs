import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, test } from 'node:test';

const mayfly = process.env.MAYFLY_URL ?? 'http://localhost:8080';
let name;

const store = (path = '') => `${mayfly}/stores/${name}${path}`;
const payments = path => `${mayfly}/payments${path}?store=${name}`;

function send(method, url, body, headers = {}) {
  return fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function read(url) {
  const answer = await fetch(url);
  assert.equal(answer.status, 200);
  return answer.json();
}

/** Given is what has happened. */
async function given(aggregateId, ...events) {
  const answer = await send('POST', store(`/aggregates/${aggregateId}/events`), events);
  assert.equal(answer.status, 201);
}

/** Checks the events after the given ones. */
async function then(after, ...expected) {
  const { events } = await read(store(`/events?sort=position&after=${after}`));
  assert.deepEqual(events.map(({ eventType, data }) => ({ eventType, data })), expected);
}

beforeEach(async () => {
  name = `js-${randomUUID()}`;
  assert.equal((await send('PUT', store(), { ttl: 'PT10M' })).status, 201);
});

afterEach(() => send('DELETE', store()));

test('what was paid is refunded', async () => {
  await given('payment-1', { eventType: 'PaymentProcessed', data: { amount: 100, currency: 'EUR' } });

  const answer = await send('POST', payments('/payment-1/refund'), { amount: 20 });

  assert.equal(answer.status, 201);
  await then(1, { eventType: 'PaymentRefunded', data: { amount: 20, currency: 'EUR' } });
});

test('no more is refunded than was paid', async () => {
  await given('payment-1', { eventType: 'PaymentProcessed', data: { amount: 100, currency: 'EUR' } });

  const answer = await send('POST', payments('/payment-1/refund'), { amount: 100.01 });

  assert.equal(answer.status, 409);
  assert.equal((await answer.json()).type, 'urn:mayfly:problem:refund-exceeds-payment');
  await then(1);
});

test('a command with the same key is carried out once', async () => {
  const pay = () => send('POST', payments('/payment-1/process'), { amount: 100, currency: 'EUR' }, { 'Idempotency-Key': 'order-7' });

  const first = await pay();
  const again = await pay();

  assert.deepEqual(await again.json(), await first.json());
  assert.equal(again.headers.get('Idempotent-Replayed'), 'true');
  assert.equal((await read(store())).events, 1);
});

test('a retry after a lost answer pays once', async () => {
  await send('PUT', store('/faults'), { rules: [{ on: 'append', nth: 1, effect: 'lost-response' }] });
  const pay = () => send('POST', payments('/payment-1/process'), { amount: 100, currency: 'EUR' }, { 'Idempotency-Key': 'order-7' });

  await assert.rejects(pay);
  const retried = await pay();

  assert.equal(retried.status, 201);
  assert.equal(retried.headers.get('Idempotent-Replayed'), 'true');
  assert.equal((await read(store())).events, 1);
});

test('a projection has what was just appended', async () => {
  const byCurrency = { groupBy: 'data.currency', fields: { total: { sum: 'data.amount' } } };
  assert.equal((await send('PUT', store('/projections/by-currency'), byCurrency)).status, 201);
  const paid = await send('POST', payments('/payment-1/process'), { amount: 100, currency: 'EUR' });
  const { lastPosition } = await paid.json();

  const { states } = await read(store(`/projections/by-currency/state?minPosition=${lastPosition}`));

  assert.deepEqual(states, [{ key: 'EUR', fields: { total: 100 } }]);
});

test('what happens after midnight counts for the next month', async () => {
  await send('PUT', store('/clock'), { mode: 'frozen', at: '2026-01-31T23:59:00Z' });
  await given('order-1', { eventType: 'OrderPlaced' });
  await send('POST', store('/clock/advance'), { by: 'PT2M' });
  await given('order-1', { eventType: 'OrderShipped' });

  const { buckets } = await read(store('/analytics/trends?interval=month'));

  assert.deepEqual(buckets.map(({ key, count }) => [key, count]), [['2026-01', 1], ['2026-02', 1]]);
});
