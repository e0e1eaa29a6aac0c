// The example for PHP: two servers of the php command.
//   node ../php.mjs JAVA QUARKUS-RUN.JAR, where the example is
import { createServer } from 'node:http';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { STORE, TOKEN, listening, run, scenario, started } from './shared.mjs';

await run('PHP', async (mayfly, gate) => {
  const env = { MAYFLY_URL: mayfly.url, MAYFLY_STORE: STORE, MAYFLY_TOKEN: TOKEN, SLOW_URL: gate.url };
  async function node() {
    // php takes no port 0.
    const free = createServer();
    const address = new URL(await listening(free));
    free.close();
    await once(free, 'close');
    await started(/started/, 'php', ['-S', address.host, 'app.php'], env);
    return address.origin;
  }
  const id = cookie => cookie.split('=')[1];
  await scenario({ mayfly, nodes: [await node(), await node()], gate, id, forged: `PHPSESSID=${'0'.repeat(64)}` });
  // Values of every kind come back as they were.
  console.log(execFileSync('php', ['../values.php'], { env: { ...process.env, ...env }, encoding: 'utf8' }).trim());
});
