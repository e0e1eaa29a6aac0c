// The example for Spring Session: two processes, each of which hears what happens to all sessions.
//   node ../spring.mjs JAVA QUARKUS-RUN.JAR, where the example is
import assert from 'node:assert/strict';
import { Browser, STORE, TOKEN, run, scenario, started } from './shared.mjs';

await run('Spring Session', async (mayfly, gate) => {
  const env = { MAYFLY_URL: mayfly.url, MAYFLY_STORE: STORE, MAYFLY_TOKEN: TOKEN, SLOW_URL: gate.url };
  async function node() {
    const options = ['-Xmx128m', '-jar', 'target/app.jar', '--server.port=0', '--server.address=127.0.0.1'];
    const [, port] = await started(/Tomcat started on port (\d+)/, process.argv[2], options, env);
    return `http://127.0.0.1:${port}`;
  }
  const nodes = await Promise.all([node(), node()]);
  const cookie = id => `SESSION=${Buffer.from(id).toString('base64')}`;
  const id = cookie => Buffer.from(cookie.split('=')[1], 'base64').toString();
  await scenario({ mayfly, nodes, gate, id, forged: cookie('A'.repeat(43)) });

  // An object that JSON does not have comes back as it was, on both nodes.
  const dan = new Browser();
  const { since } = await dan.send(nodes[0], 'GET', '/visit');
  await dan.send(nodes[0], 'POST', '/login/dan');
  assert.equal((await dan.send(nodes[1], 'GET', '/visit')).since, since);
  const [{ handle, attributes }] = (await mayfly.json(`/sessions?store=${STORE}&userId=dan`)).sessions;
  assert.deepEqual(Object.keys(attributes.since), ['java']);

  // A handle is no secret, and opens nothing.
  const reader = new Browser(cookie(handle));
  assert.equal(await reader.user(nodes[0]), null);

  // Both nodes hear each start, each end and each expiry once, with the user that the session had.
  await mayfly.advance('PT31M');
  const types = { SessionStarted: 'SessionCreatedEvent', SessionEnded: 'SessionDeletedEvent', SessionExpired: 'SessionExpiredEvent' };
  const lines = (await mayfly.call('GET', `/stores/${STORE}/export`)).trim().split('\n').map(JSON.parse);
  const happened = lines.filter(({ eventType }) => types[eventType]);
  const expected = happened.map(({ eventType, aggregateId, metadata }) =>
    ({ event: types[eventType], handle: aggregateId, userId: metadata?.userId ?? null }));
  for (const node of nodes) {
    let heard = [];
    while (heard.length < expected.length) heard = await (await fetch(`${node}/events`)).json();
    assert.deepEqual(heard.map(({ event, handle, userId }) => ({ event, handle, userId })), expected);
  }
  for (const type of Object.values(types)) assert.ok(expected.some(({ event, userId }) => event === type), type);
  assert.ok(expected.some(({ event, userId }) => event === 'SessionExpiredEvent' && userId === 'dan'));
});
