// What every example of sessions has to do, on two nodes. The clock of its store is frozen, and its pages wait for nothing
// but each other.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import assert from 'node:assert/strict';

export const STORE = 'shop';
export const TOKEN = 'a-token-for-the-examples';
const children = [];

/** Starts a program and resolves to what the pattern finds in its output. */
export function started(pattern, program, args, env = {}) {
  const child = spawn(program, args, { env: { ...process.env, ...env } });
  children.push(child);
  return new Promise((resolve, reject) => {
    let log = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', text => {
        log += text;
        const found = pattern.exec(log);
        if (found) resolve(found);
      });
    }
    child.on('exit', () => reject(new Error(`${program} stopped:\n${log}`)));
    child.log = () => log;
  });
}

/** Starts a server of this process on a free port and resolves to its address. */
export function listening(server) {
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => {
    resolve(`http://127.0.0.1:${server.address().port}`);
  }));
}

/** Mayfly with a store whose clock is frozen. */
export class Mayfly {
  static async start(java, jar) {
    const [, port] = await started(/Listening on: http:\/\/127\.0\.0\.1:(\d+)/, java, ['-Xmx512m',
      '-Dquarkus.http.host=127.0.0.1', '-Dquarkus.http.port=0', `-Dmayfly.token=${TOKEN}`, '-jar', jar]);
    const mayfly = new Mayfly();
    mayfly.url = `http://127.0.0.1:${port}`;
    await mayfly.call('PUT', `/stores/${STORE}`, { clock: { mode: 'frozen', at: '2026-01-01T00:00:00Z' } });
    return mayfly;
  }

  async call(method, path, body) {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${TOKEN}` };
    const answer = await fetch(this.url + path, { method, headers, body: JSON.stringify(body) });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text;
  }

  async json(path) {
    return JSON.parse(await this.call('GET', path));
  }

  async count(eventType) {
    return (await this.json(`/stores/${STORE}/events?eventType=${eventType}`)).events.length;
  }

  advance(by) {
    return this.call('POST', `/stores/${STORE}/clock/advance`, { by });
  }
}

/** A browser: it keeps its cookie. */
export class Browser {
  static cookies = new Set();
  cookie = '';

  constructor(cookie = '') {
    this.cookie = cookie;
  }

  async send(node, method, path) {
    const answer = await fetch(node + path, { method, headers: { cookie: this.cookie } });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${node}${path}: ${answer.status} ${text}`);
    for (const set of answer.headers.getSetCookie()) this.cookie = set.split(';')[0];
    Browser.cookies.add(this.cookie);
    return text && JSON.parse(text);
  }

  async user(node) {
    return (await this.send(node, 'GET', '/look')).userId;
  }

  async visits(node) {
    return (await this.send(node, 'GET', '/visit')).visits;
  }
}

/** A page that the slow page of an application reads: it tells when that has begun, and answers when it is released. */
export class Gate {
  #arrived = () => {};
  #waiting = [];

  async open() {
    this.url = await listening(createServer((request, response) => {
      this.#waiting.push(response);
      this.#arrived();
    }));
    return this;
  }

  arrival() {
    return new Promise(resolve => { this.#arrived = resolve; });
  }

  release() {
    this.#waiting.splice(0).forEach(response => response.end());
  }
}

/**
 * Runs what all examples have to do.
 *   nodes: the addresses of the two
 *   id: returns the session's id, from a cookie
 *   forged: a cookie with an id that the client has made up
 */
export async function scenario({ mayfly, nodes: [one, two], gate, id, forged }) {
  const live = async user => (await mayfly.json(`/sessions?store=${STORE}&userId=${user}`)).sessions;

  // A login gives the session another id, and keeps what is in it. Both nodes know it at once.
  const ann = new Browser();
  assert.equal(await ann.visits(one), 1);
  const planted = ann.cookie;
  await ann.send(two, 'POST', '/login/ann');
  assert.notEqual(ann.cookie, planted);
  assert.equal(await ann.user(one), 'ann');
  assert.equal(await ann.visits(one), 2);
  assert.equal(await ann.visits(two), 3);
  assert.equal(await new Browser(planted).user(one), null);
  assert.equal(await new Browser(planted).user(two), null);
  assert.equal(await mayfly.count('SessionIdChanged'), 1);
  assert.equal((await live('ann'))[0].attributes.visits, 3);

  // An id that a client has made up is not taken.
  const forger = new Browser(forged);
  assert.equal(await forger.visits(one), 1);
  assert.notEqual(forger.cookie, forged);

  // Each request makes the session live longer, also those that change nothing.
  for (let i = 0; i < 4; i++) {
    await mayfly.advance('PT20M');
    assert.equal(await ann.user(i % 2 ? one : two), 'ann');
  }
  const expired = await mayfly.count('SessionExpired');
  await mayfly.advance('PT31M');
  assert.equal(await mayfly.count('SessionExpired'), expired + 1);
  assert.equal(await ann.user(one), null);
  assert.equal(await ann.user(two), null);

  // A user is logged out everywhere.
  const devices = [new Browser(), new Browser(), new Browser()];
  for (const [i, device] of devices.entries()) {
    await device.visits(i % 2 ? one : two);
    await device.send(one, 'POST', '/login/bob');
  }
  assert.equal((await devices[0].send(two, 'GET', '/devices')).length, 3);
  assert.deepEqual(await devices[1].send(two, 'POST', '/logout-everywhere'), { ended: 3 });
  for (const device of devices) {
    assert.equal(await device.user(one), null);
    assert.equal(await device.user(two), null);
  }

  // Two requests of one session at once, on two nodes: neither undoes what the other has saved.
  const cleo = new Browser();
  await cleo.visits(one);
  await cleo.send(one, 'POST', '/login/cleo');
  const begun = gate.arrival();
  const beside = new Browser(cleo.cookie).send(one, 'GET', '/slow');
  await begun;
  assert.equal(await cleo.visits(two), 2);
  gate.release();
  await beside;
  const { attributes } = (await live('cleo'))[0];
  assert.deepEqual([attributes.visits, attributes.slow], [2, true]);
  assert.equal(await cleo.visits(one), 3);

  // A request that began before the logout saves its session after it, and that does not bring it back.
  const eve = new Browser();
  await eve.visits(two);
  await eve.send(two, 'POST', '/login/eve');
  const late = new Browser(eve.cookie);
  const arrived = gate.arrival();
  const slow = late.send(one, 'GET', '/slow');
  await arrived;
  await eve.send(two, 'POST', '/logout');
  gate.release();
  assert.equal((await slow).userId, 'eve');
  assert.equal(await late.user(one), null);
  assert.equal(await late.user(two), null);
  assert.equal((await live('eve')).length, 0);

  // No event has an id.
  const log = await mayfly.call('GET', `/stores/${STORE}/export`);
  const ids = [...Browser.cookies].filter(cookie => cookie.split('=')[1]).map(id);
  assert.ok(ids.length >= 8 && ids.every(made => made.length >= 32), ids.join());
  assert.deepEqual(ids.filter(made => log.includes(made)), []);
}

/** Runs an example, and stops what was started. */
export async function run(name, example) {
  try {
    await example(await Mayfly.start(...process.argv.slice(2, 4)), await new Gate().open());
    console.log(`sessions, ${name}: ok`);
  } catch (failure) {
    children.forEach(child => console.error(child.log()));
    throw failure;
  } finally {
    for (const child of children) {
      if (child.exitCode !== null) continue;
      child.removeAllListeners('exit');
      child.kill();
      await once(child, 'exit');
    }
  }
  process.exit(0);
}
