// The limit: so many requests one after the other with undici, without scripts and without a report.
// Arguments: the folder of undici, the address, and the number of requests.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, origin, count] = process.argv.slice(2);
const { Client } = createRequire(import.meta.url)(join(folder, 'index.js'));
const client = new Client(origin);
for (let index = 0; index < Number(count); index++) {
  const { statusCode, body } = await client.request({ method: 'GET', path: `/health/${index}` });
  const { status } = await body.json();
  if (statusCode !== 200 || status !== 'ok') throw new Error(`request ${index} was answered with ${statusCode}`);
}
await client.close();
