import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { atTheEnd } from '../../support/at-the-end.ts';
import type { Answer, ValueRow } from './row.ts';

/** A server that logs what arrives, by row. */
export interface WireServer {
  readonly origin: string;
  /** For each row, its requests: method, target as received, the header X-V, and the body. */
  readonly arrived: readonly string[][];
}

/** JSON in one line, as it arrived otherwise: members are in lines only because people read the collection. */
const oneLine = (body: string) => (/^[{[]/.test(body) ? body.replace(/\n */g, '') : body);

/** Starts a server for rows. `/answer/N` answers as row N says; the rows' own requests are answered as they say. */
export async function startWireServer(rows: readonly ValueRow[]): Promise<WireServer> {
  const arrived = rows.map((): string[] => []);
  const server = createServer(async (request, response) => {
    const { method, url = '', headers } = request;
    const body = await text(request);
    const nth = Number(headers['x-row']);
    const { 'x-v': header } = headers;
    const shown = [method, url, ...(header === undefined ? [] : [`X-V: ${header}`]), ...(body ? [oneLine(body)] : [])];
    arrived[nth]?.push(shown.join(' '));
    const asked = /^\/answer\/(\d+)$/.exec(url)?.[1];
    const answer: Answer = (asked ? rows[Number(asked)]?.answer : rows[nth]?.reply) ?? {};
    const given = (answer.headers ?? []).flat();
    response.writeHead(answer.status ?? 200, ['Content-Type', 'application/json', ...given]);
    response.end(answer.body ?? '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrived };
}
