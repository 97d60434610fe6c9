import { endpointsOf } from '../../../src/model/api.ts';
import { apiOf } from '../../support/api-of.ts';
import { fakedStart, setClock } from '../../support/faketime.ts';
import { type LifeCase, listsOf, secrets } from './cases.ts';
import { runList } from './run-list.ts';
import type { Token } from './server.ts';
import type { ServerProcess } from './server-process.ts';

/** The outcome of a case. */
export interface Outcome {
  readonly name: string;
  readonly exit: number | undefined;
  readonly log: readonly string[];
  /** The times in the token answers, in seconds since the start by the right clock. */
  readonly tokens: readonly Token[];
}

/** The files of the two stopped clocks. */
export interface Clocks {
  readonly ours: string;
  readonly server: string;
}

/** Plays a case. Both clocks are stopped, and are moved only between two requests or while a request is under way. */
export async function play(lifeCase: LifeCase, servers: ServerProcess, clocks: Clocks): Promise<Outcome> {
  const { at, onTheWay = 0, server: { ahead = 0, ...bent } = {}, set, folder, values, iterations = 1 } = lifeCase;
  const lists = listsOf(lifeCase);
  let next = 0;
  const moveTo = (seconds: number) => {
    const off = set && next >= set.before ? set.by : 0;
    setClock(clocks.server, fakedStart + (seconds + ahead) * 1000);
    setClock(clocks.ours, fakedStart + (seconds + off) * 1000);
  };
  moveTo(0);
  const server = await servers.open({ ...lists.server, ...bent, secrets });
  const endpoints = new Set(endpointsOf(apiOf(lists.ours).items).map((endpoint) => endpoint.id));
  const result = await runList(lists.ours, server.origin, {
    ...(folder === undefined ? {} : { folder }),
    ...(values ? { values } : {}),
    send: { iterations },
    onEvent: (event) => {
      // "sent" is emitted after the pre-request scripts and before the first byte.
      if (event.type === 'sent' && endpoints.has(event.id)) moveTo((at[next] ?? 0) + onTheWay);
      if (event.type !== 'finished') return;
      if (endpoints.has(event.id)) next++;
      moveTo(at[next] ?? at[next - 1] ?? 0);
    },
  });
  const log = await server.close();
  const since = (seconds: number) => seconds - fakedStart / 1000;
  return {
    name: lifeCase.name,
    exit: result?.exitCode,
    log: log.map(({ at: time, what, status }) => `${since(time / 1000) - ahead} ${what} ${status}`),
    tokens: log.flatMap(({ token }) =>
      token ? { ...token, exp: since(token.exp), iat: since(token.iat), date: since(token.date) } : [],
    ),
  };
}
