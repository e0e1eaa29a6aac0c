import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, test } from 'node:test';

const mayfly = process.env.MAYFLY_URL ?? 'http://localhost:8080';
const shop = `${mayfly}/stores/js-shop-${randomUUID()}`;
let name;

async function send(method, url, body) {
  const answer = await fetch(url, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  assert.ok(answer.ok, `${method} ${url} answered ${answer.status}`);
}

/** What the tests share: made once, and never changed. */
before(async () => {
  await send('PUT', shop, { ttl: 'PT10M' });
  await send('POST', `${shop}/aggregates/payment-1/events`, [
    { eventType: 'PaymentProcessed', data: { amount: 100, currency: 'EUR' } },
    { eventType: 'PaymentRefunded', data: { amount: 30, currency: 'EUR' } },
  ]);
});

after(() => send('DELETE', shop));

/** A copy for each test, made in constant time. */
beforeEach(async () => {
  name = `js-${randomUUID()}`;
  await send('POST', `${shop}/forks`, { name, ttl: 'PT10M' });
});

afterEach(() => send('DELETE', `${mayfly}/stores/${name}`));

for (const amount of [10, 70]) {
  test(`${amount} more can be refunded`, async () => {
    await send('POST', `${mayfly}/payments/payment-1/refund?store=${name}`, { amount });

    const payment = await (await fetch(`${mayfly}/payments/payment-1?store=${name}`)).json();
    assert.equal(payment.net, 70 - amount);
  });
}
