// What the example for express-session does. Starts the application and the example.
//   node sessions.mjs JAVA QUARKUS-RUN.JAR
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import assert from 'node:assert/strict';
import { application } from './app.mjs';
import { MayflyStore } from './mayfly-store.mjs';

const [java, jar] = process.argv.slice(2);
const STORE = 'express';

const mayfly = spawn(java, ['-Xmx512m', '-Dquarkus.http.host=127.0.0.1', '-Dquarkus.http.port=0', '-jar', jar]);
const url = await new Promise((resolve, reject) => {
  let log = '';
  mayfly.stdout.on('data', text => {
    log += text;
    const port = /Listening on: http:\/\/127\.0\.0\.1:(\d+)/.exec(log);
    if (port) resolve(`http://127.0.0.1:${port[1]}`);
  });
  mayfly.on('exit', () => reject(new Error('the application stopped:\n' + log)));
});

async function call(method, path, body) {
  const answer = await fetch(url + path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

/** A browser: it keeps its cookie. */
class Browser {
  cookie = '';

  async send(method, path) {
    const answer = await fetch(site + path, { method, headers: { cookie: this.cookie } });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
    const set = answer.headers.get('set-cookie');
    if (set) this.cookie = set.split(';')[0];
    return answer.status === 204 ? null : answer.json();
  }
}

await call('PUT', `/stores/${STORE}`, { clock: { mode: 'frozen', at: '2026-01-01T00:00:00Z' } });
let release = () => {};
let arrived = () => {};
const store = new MayflyStore({ url, store: STORE });
const site = await new Promise(resolve => {
  const app = application(store, () => {
    arrived();
    return new Promise(go => { release = go; });
  });
  const server = app.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
});
const advance = by => call('POST', `/stores/${STORE}/clock/advance`, { by });
const count = async type => (await call('GET', `/stores/${STORE}/events?eventType=${type}`)).events.length;

try {
  // A login gives the session another id, and keeps what is in it.
  const ann = new Browser();
  assert.deepEqual(await ann.send('GET', '/visit'), { visits: 1, userId: null });
  const planted = ann.cookie;
  await ann.send('POST', '/login/ann');
  assert.notEqual(ann.cookie, planted);
  assert.deepEqual(await ann.send('GET', '/visit'), { visits: 2, userId: 'ann' });
  const attacker = new Browser();
  attacker.cookie = planted;
  assert.deepEqual(await attacker.send('GET', '/look'), { userId: null });
  assert.equal(await count('SessionIdChanged'), 1);

  // Each request makes the session live longer, also those that change nothing.
  for (let i = 0; i < 4; i++) {
    await advance('PT20M');
    assert.deepEqual(await ann.send('GET', '/look'), { userId: 'ann' });
  }
  await advance('PT31M');
  assert.deepEqual(await ann.send('GET', '/look'), { userId: null });
  assert.equal(await count('SessionExpired'), 1);

  // A user is logged out everywhere.
  const devices = [new Browser(), new Browser(), new Browser()];
  for (const device of devices) {
    await device.send('GET', '/visit');
    await device.send('POST', '/login/bob');
  }
  assert.equal((await devices[0].send('GET', '/devices')).length, 3);
  assert.deepEqual(await devices[1].send('POST', '/logout-everywhere'), { ended: 3 });
  for (const device of devices) {
    assert.deepEqual(await device.send('GET', '/look'), { userId: null });
  }

  // A request that began before the logout saves its session after it, and that does not bring it back.
  const eve = new Browser();
  await eve.send('GET', '/visit');
  await eve.send('POST', '/login/eve');
  const late = new Browser();
  late.cookie = eve.cookie;
  const there = new Promise(resolve => { arrived = resolve; });
  const slow = late.send('GET', '/slow');
  await there;
  await eve.send('POST', '/logout');
  release();
  await slow;
  assert.deepEqual(await late.send('GET', '/look'), { userId: null });
  assert.equal((await call('GET', `/sessions?store=${STORE}&userId=eve`)).sessions.length, 0);

  // No event has an id.
  const log = await (await fetch(`${url}/stores/${STORE}/export`)).text();
  for (const { cookie } of [ann, eve, late, ...devices]) {
    const id = decodeURIComponent(cookie.split('=')[1] ?? '').replace(/^s:/, '').split('.')[0];
    assert.ok(id.length >= 16 && !log.includes(id));
  }
  console.log('sessions: ok');
} finally {
  mayfly.removeAllListeners('exit');
  mayfly.kill();
  await once(mayfly, 'exit');
}
process.exit(0);
