import { join } from 'node:path';
import { lifeCases } from './cases.ts';
import { casesAround } from './cases-around.ts';
import { casesRenewal } from './cases-renewal.ts';
import { playHalfHour } from './half-hour.ts';
import { type Outcome, play } from './play-cases.ts';
import { startServers } from './server-process.ts';

// Runs under a faked clock: `cases <our clock's file> <server clock's file>` on stopped clocks, or
// `half-hour <requests> <delay>` on a fast clock. Prints the outcome as JSON.
const [mode, ...rest] = process.argv.slice(2);
const server = join(import.meta.dirname, 'server.mjs');

async function cases(ours: string, serverClock: string): Promise<Outcome[]> {
  const servers = startServers(server, { FAKETIME_TIMESTAMP_FILE: serverClock });
  const outcomes: Outcome[] = [];
  for (const lifeCase of [...lifeCases, ...casesAround, ...casesRenewal])
    outcomes.push(await play(lifeCase, servers, { ours, server: serverClock }));
  servers.end();
  return outcomes;
}

async function halfHour(requests: number, delay: number) {
  const servers = startServers(server, {});
  const outcome = await playHalfHour(servers, requests, delay);
  servers.end();
  return outcome;
}

const [first = '', second = ''] = rest;
const outcome = mode === 'cases' ? await cases(first, second) : await halfHour(Number(first), Number(second));
process.stdout.write(`${JSON.stringify(outcome)}\n`);
