// What EventSource makes of a subscription. Starts the application itself, because it has to stop and start again.
//   node eventsource.mjs JAVA QUARKUS-RUN.JAR
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import assert from 'node:assert/strict';
import { EventSource } from 'eventsource';

const [java, jar] = process.argv.slice(2);
const PATIENCE_MILLIS = 60_000;

/** Starts the application and returns its process, its port, and its log. */
async function start() {
  const app = spawn(java, ['-Xmx512m', '-Dquarkus.http.host=127.0.0.1', '-Dquarkus.http.port=0', '-jar', jar]);
  let log = '';
  const listening = new Promise((resolve, reject) => {
    app.stdout.on('data', text => {
      log += text;
      const port = /Listening on: http:\/\/127\.0\.0\.1:(\d+)/.exec(log);
      if (port) resolve(Number(port[1]));
    });
    app.on('exit', () => reject(new Error('the application stopped:\n' + log)));
  });
  return { app, port: await within(listening, 'the start') };
}

/** Stops the application as an orchestrator does, and returns how long that took. */
async function stop(app) {
  const begin = Date.now();
  app.removeAllListeners('exit');
  app.kill('SIGTERM');
  await within(once(app, 'exit'), 'the stop');
  return Date.now() - begin;
}

/** A way to the application that stays at one address, and can be broken. */
class Proxy {
  sockets = new Set();
  target = 0;

  async listen() {
    this.server = net.createServer(client => {
      const upstream = net.connect(this.target, '127.0.0.1');
      for (const socket of [client, upstream]) {
        this.sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          this.sockets.delete(socket);
          client.destroy();
          upstream.destroy();
        });
      }
      client.pipe(upstream).pipe(client);
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this.server.address().port;
  }

  breakConnections() {
    for (const socket of this.sockets) socket.destroy();
  }
}

/** What an EventSource dispatches, in order. */
class Inbox {
  seen = [];
  waiting = [];

  add(entry) {
    this.seen.push(entry);
    const resolve = this.waiting.shift();
    if (resolve) resolve(this.seen.shift());
  }

  next(what) {
    if (this.seen.length > 0) return Promise.resolve(this.seen.shift());
    return within(new Promise(resolve => this.waiting.push(resolve)), what);
  }
}

function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come in time`)), PATIENCE_MILLIS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function append(port, ...types) {
  for (const eventType of types) {
    const answer = await fetch(`http://127.0.0.1:${port}/stores/default/aggregates/es-1/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ eventType, data: { text: 'ü\u2028\n' } }),
    });
    assert.equal(answer.status, 201);
  }
}

const proxy = new Proxy();
const address = await proxy.listen();
let { app, port } = await start();
proxy.target = port;
await append(port, 'A', 'B');

const inbox = new Inbox();
const source = new EventSource(`http://127.0.0.1:${address}/stores/default/subscription?eventType=A&eventType=B&eventType=C`);
source.onmessage = event => inbox.add({ kind: 'message', id: event.lastEventId, data: JSON.parse(event.data) });
for (const kind of ['caught-up', 'reset', 'goodbye']) {
  source.addEventListener(kind, event => inbox.add({ kind, id: event.lastEventId, data: JSON.parse(event.data) }));
}

async function expectEvent(eventType, position) {
  const event = await inbox.next(eventType);
  assert.equal(event.kind, 'message');
  assert.equal(event.data.eventType, eventType);
  assert.equal(event.data.position, position);
  assert.equal(event.data.data.text, 'ü\u2028\n');
  assert.match(event.id, new RegExp(`^[^:]+:${position}$`));
  return event.id.split(':')[0];
}

async function expectNotice(kind, position) {
  const notice = await inbox.next(kind);
  assert.equal(notice.kind, kind);
  assert.equal(notice.data.position, position);
  assert.equal(notice.id, `${notice.data.incarnation}:${position}`);
  return notice.data.incarnation;
}

const first = await expectEvent('A', 1);
await expectEvent('B', 2);
assert.equal(await expectNotice('caught-up', 2), first);
await append(port, 'Other', 'C');
await expectEvent('C', 4);
console.log('messages come as they are appended');

proxy.breakConnections();
await append(port, 'A', 'B');
await expectEvent('A', 5);
await expectEvent('B', 6);
await expectNotice('caught-up', 6);
console.log('behind a broken connection it goes on with what was missed');

const took = await stop(app);
assert.equal(await expectNotice('goodbye', 6), first);
assert.ok(took < 5_000, `the stop took ${took} ms`);
console.log('a stop says goodbye');

({ app, port } = await start());
await append(port, 'C');
proxy.target = port;
const second = await expectNotice('reset', 0);
assert.notEqual(second, first);
assert.equal(await expectEvent('C', 1), second);
assert.equal(await expectNotice('caught-up', 1), second);
console.log('a new start is a reset');

source.close();
await stop(app);
process.exit(0);
