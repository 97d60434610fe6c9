import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { atTheEnd } from '../../support/at-the-end.ts';

/** Secrets of the ways below. Each has signs that change in a URL, in JSON, in HTML or in a form. */
export const canaries = {
  password: 'Wq7/Zt+3"Lk9 &Vx5<é',
  client_secret: 'Hj4=Pn8%Rs2+Bd6/Tf',
  api_key: 'Gm3-Yc7_Xb1-Kv9_Qs5',
  row_key: 'Nz8+Ud2/Ef6=Ow4 Ia',
  session: 'Jr5~Cl9!Mt3*Sb7(Pk',
  token: 'Tk1-Aq6_Zr4-Ly8_Wn2-Fe7_Db3',
} as const;

/** What a way's server is asked, and with what. */
export interface Asked {
  readonly path: string;
  /** All that was sent, as the server received it. */
  readonly sent: string;
}

/** The answer of a server. */
export interface Said {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer of JSON. */
export const json = (status: number, body: unknown): Said => ({ status, body: JSON.stringify(body) });

/** A way on which a secret comes into a report. */
export interface SecretWay {
  readonly name: string;
  /** Why it could leak. */
  readonly because: string;
  readonly endpoints: readonly string[];
  readonly data?: readonly Readonly<Record<string, string>>[];
  /** Path of the token request that is refused with this answer. */
  readonly refusal?: () => Said;
  readonly answer?: (asked: Asked) => Said;
  readonly exit: number;
  /** A text beside the mask, which shows that there was something to mask. */
  readonly shows: RegExp;
  /** The secrets that the server sends back or receives. */
  readonly sends: readonly (keyof typeof canaries)[];
}

/** The list of a way, as YAML. */
export function listOfWay({ endpoints }: SecretWay): string {
  return `name: Ways
auth: { template: oauth2-password, token_url: /token }
variables: { api_key: { secret: true }, row_key: { secret: true, optional: true } }
environments: { dev: { base_url: "http://127.0.0.1:9", username: jane, client_id: shop } }
endpoints:
${endpoints.map((entry) => `  - ${entry}\n`).join('')}`;
}

const sentIn = ({ url, rawHeaders }: IncomingMessage, body: string) => `${url} ${rawHeaders.join(' ')} ${body}`;

/** Starts the server of a way. `exchanged` returns all that it received and sent. */
export async function startWayServer({ refusal, answer }: SecretWay) {
  let exchanged = '';
  const server = createServer(async (request, response) => {
    const sent = sentIn(request, await text(request));
    const path = request.url?.split('?')[0] ?? '';
    const good = json(200, { access_token: canaries.token, token_type: 'bearer', expires_in: 600 });
    const said = path === '/token' ? (refusal?.() ?? good) : (answer?.({ path, sent }) ?? json(200, {}));
    const headers = { 'Content-Type': 'application/json', ...said.headers };
    exchanged += `${decodeURIComponent(sent.replace(/%(?![0-9A-F]{2})/g, '%25'))}\n${JSON.stringify(headers)}\n${said.body}\n`;
    response.writeHead(said.status, headers).end(said.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, exchanged: () => exchanged };
}
