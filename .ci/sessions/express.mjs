// The example for express-session: two applications in this process, which share nothing but Mayfly.
//   node ../express.mjs JAVA QUARKUS-RUN.JAR, where the example is
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { STORE, TOKEN, listening, run, scenario } from './shared.mjs';

const { application } = await import(pathToFileURL('app.mjs'));
const { MayflyStore } = await import(pathToFileURL('mayfly-store.mjs'));

await run('express-session', async (mayfly, gate) => {
  const node = () => listening(createServer(application(
    new MayflyStore({ url: mayfly.url, store: STORE, token: TOKEN }), () => fetch(gate.url))));
  const id = cookie => decodeURIComponent(cookie.split('=')[1]).replace(/^s:/, '').split('.')[0];
  const forged = `connect.sid=s%3A${'A'.repeat(32)}.${'A'.repeat(43)}`;
  await scenario({ mayfly, nodes: [await node(), await node()], gate, id, forged });
});
