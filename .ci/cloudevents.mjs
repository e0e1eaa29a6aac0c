// What comes back of CloudEvents that the SDK for JavaScript makes and sends. Starts and stops the application itself.
//   node cloudevents.mjs JAVA QUARKUS-RUN.JAR
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import assert from 'node:assert/strict';
import { CloudEvent, HTTP } from 'cloudevents';

const [java, jar] = process.argv.slice(2);
const PATIENCE_MILLIS = 60_000;
const EVENTS = 300;

const app = spawn(java, ['-Xmx512m', '-Dquarkus.http.host=127.0.0.1', '-Dquarkus.http.port=0', '-jar', jar]);
const late = setTimeout(() => {
  app.kill('SIGKILL');
  throw new Error('the application did not start in time');
}, PATIENCE_MILLIS);
const port = await new Promise((resolve, reject) => {
  let log = '';
  app.stdout.on('data', text => {
    log += text;
    const found = /Listening on: http:\/\/127\.0\.0\.1:(\d+)/.exec(log);
    if (found) resolve(Number(found[1]));
  });
  app.on('exit', () => reject(new Error('the application stopped:\n' + log)));
});
clearTimeout(late);
const address = `http://127.0.0.1:${port}`;

/** Numbers that are the same for the same seed (mulberry32). */
function random(seed) {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** Makes an event; `plain` keeps its attributes to what headers carry as they are, which the SDK does not escape. */
function make(next, type, number, plain) {
  const pieces = plain ? ['a', 'Z', '7', ' b', ':', '/', '<', '{', "'"] : ['a', ' ', '"', '%41', 'é', '€', '😀', '\\', '\u2028'];
  const text = most => 't' + Array.from({ length: next(most) }, () => pieces[next(pieces.length)]).join('') + '.';
  const event = { id: `${type}-${number}-${text(5)}`, type, source: ['/relative', 'https://shop.example/a?b=c', 'urn:x:y'][next(3)] };
  if (next(2)) event.subject = text(8);
  if (next(4)) event.time = new Date(Date.UTC(1990 + next(60), next(12), 1 + next(28), next(24), next(60), next(60), next(1000))).toISOString();
  if (!next(4)) event.dataschema = 'https://shop.example/schema';
  for (let i = next(5); i > 0; i--) {
    const name = ['correlationid', 'causationid', 'userid', 'organizationid', 'position', 'tags', 'x' + next(1000)][next(7)];
    event[name] = [text(10), next(1 << 30) - (1 << 29), next(2) === 1][next(3)];
  }
  switch (next(5)) {
    case 0: break;
    case 1: Object.assign(event, { datacontenttype: 'application/json', data: { amount: next(1000) / 8, name: text(5), none: null, list: [1, 'a', [true]] } }); break;
    case 2: Object.assign(event, { datacontenttype: 'application/json', data: [text(3), next(9)] }); break;
    case 3: Object.assign(event, { datacontenttype: 'text/plain', data: text(30) }); break;
    default: Object.assign(event, { datacontenttype: 'application/octet-stream', data: Uint8Array.from({ length: 1 + next(40) }, () => next(256)) });
  }
  return new CloudEvent(event);
}

async function post(path, message) {
  const answer = await fetch(address + path, { method: 'POST', headers: message.headers, body: message.body });
  assert.equal(answer.status, 202, await answer.text());
}

/** Returns the events of a type as the SDK reads them. */
async function read(type) {
  const accept = 'application/cloudevents-batch+json';
  const answer = await fetch(`${address}/stores/default/events?sort=position&limit=1000&eventType=${type}`, { headers: { accept } });
  assert.equal(answer.status, 200);
  return HTTP.toEvent({ headers: Object.fromEntries(answer.headers), body: await answer.text() });
}

/** What of an event JSON can tell: its attributes and the bytes or value of its data. */
function told(event, asText) {
  const { data, data_base64, ...attributes } = JSON.parse(JSON.stringify(event));
  for (const name of Object.keys(attributes)) {
    if (asText) attributes[name] = String(attributes[name]);
  }
  const bytes = data_base64 ?? (event.datacontenttype === 'text/plain' ? Buffer.from(data).toString('base64') : undefined);
  return { attributes, data: bytes ?? data };
}

async function comesBack(mode, asText, send) {
  const type = 'Run.' + mode;
  const next = random(mode.length);
  const sent = Array.from({ length: EVENTS }, (_, number) => make(next, type, number, mode === 'binary'));
  await send(sent);
  await send(sent);
  const back = await read(type);
  assert.equal(back.length, EVENTS);
  sent.forEach((event, i) => {
    const expected = told(event, asText);
    // The SDK calls what has no type JSON in the binary mode.
    if (mode === 'binary') expected.attributes.datacontenttype ??= 'application/json; charset=utf-8';
    assert.deepEqual(told(back[i], asText), expected);
  });
  console.log(`${EVENTS} events in ${mode} mode come back equal`);
}

await comesBack('structured', false, async events => {
  for (const event of events) await post('/', HTTP.structured(event));
});
await comesBack('batched', false, async events => {
  const headers = { 'content-type': 'application/cloudevents-batch+json' };
  await post('/stores/default/cloudevents', { headers, body: JSON.stringify(events) });
});
await comesBack('binary', true, async events => {
  for (const event of events) await post('/', HTTP.binary(event));
});

const list = await (await fetch(`${address}/stores/default/events?limit=1&eventType=Run.structured`)).json();
const answer = await fetch(`${address}/stores/default/events/${list.events[0].eventId}`, { headers: { accept: 'application/cloudevents+json' } });
const one = HTTP.toEvent({ headers: Object.fromEntries(answer.headers), body: await answer.text() });
const all = await read('Run.structured');
assert.deepEqual(told(one, false).attributes, told(all.find(event => event.id === one.id), false).attributes);
console.log('one event can be read alone');

const native = {
  eventId: 'native\ufffe', aggregateId: 'a-\ufdd0', eventType: 'Run.native', correlationId: 'c\uffff', tags: ['t\ufffe'],
  metadata: { half: 1.5, big: 12345678901, bad: '\ufffe', good: 7 }, data: '\ufffe',
};
const stored = await fetch(`${address}/stores/default/events`, {
  method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: JSON.stringify(native),
});
assert.equal(stored.status, 201, await stored.text());
const [valid] = await read('Run.native');
assert.equal(new CloudEvent(told(valid, false).attributes, true).id, 'native%EF%BF%BE');
assert.deepEqual([valid.half, valid.big, valid.bad, valid.good], ['1.5', '12345678901', undefined, 7]);
console.log('a native event is read as a valid one, whatever stands in it');

for (const value of [1.5, 12345678901, '\ufffe', '\ud800', {}, []]) {
  const event = { specversion: '1.0', id: 'bad', source: '/bad', type: 'Run.bad', ext: value };
  const headers = { 'content-type': 'application/cloudevents+json' };
  const refused = await fetch(address, { method: 'POST', headers, body: JSON.stringify(event) });
  assert.equal(refused.status, 400, JSON.stringify(value));
}
console.log('values that no attribute may have are refused');

app.removeAllListeners('exit');
app.kill('SIGTERM');
await once(app, 'exit');
process.exit(0);
