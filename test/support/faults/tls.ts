import { createServer as createHttpServer } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { type Certificate, makeCertificate } from '../certificates.ts';
import { type Fault, localhost, noAnswer, type Place, pace, type Stage } from './fault.ts';

const expired = makeCertificate({ addresses: ['127.0.0.1'], from: -10, until: -2 });
const elsewhere = makeCertificate({ names: ['elsewhere.invalid'] });

/** A server that answers well, if only its TLS were taken. */
const secured =
  (certificate: Certificate, options: TlsOptions = {}, trusted = true) =>
  async (stage: Stage): Promise<Place> => ({
    origin: `https://127.0.0.1:${await stage.secure(certificate, stage.good, options)}`,
    ...(trusted ? { trust: certificate } : {}),
  });

/** A server that says something else than TLS wants. */
const talks =
  (handle: (socket: Socket) => unknown) =>
  async (stage: Stage): Promise<Place> => ({
    origin: `https://127.0.0.1:${await stage.listen(createTcpServer(handle))}`,
  });

/** A way to a good server, on which its bytes come slowly. */
async function slowed(stage: Stage): Promise<Place> {
  const port = await stage.secure(localhost, stage.good);
  const relay = createTcpServer((socket) => {
    const behind = connect(port, '127.0.0.1');
    behind.on('error', () => socket.destroy());
    socket.on('close', () => behind.destroy());
    socket.pipe(behind);
    behind.on('data', (data: Buffer) => {
      behind.pause();
      const pieces = Array.from({ length: Math.ceil(data.length / 30) }, (_, at) =>
        data.subarray(at * 30, at * 30 + 30),
      );
      pace(socket, pieces, () => behind.resume());
    });
  });
  return { origin: `https://127.0.0.1:${await stage.listen(relay)}`, trust: localhost };
}

/** TLS that must not be trusted, or that does not come about. All of these servers would answer well. */
export const tlsFaults: readonly Fault[] = [
  {
    name: 'a certificate that signs itself',
    row: 85,
    why: 'the first thing that a test server has; it may be anybody',
    codes: noAnswer,
    how: { place: secured(localhost, {}, false) },
  },
  {
    name: 'a certificate that has expired',
    row: 88,
    why: 'its issuer is trusted, its time is over',
    codes: noAnswer,
    how: { place: secured(expired) },
  },
  {
    name: 'a certificate for another host',
    row: 88,
    why: 'with it stock newman loses its JSON report',
    codes: noAnswer,
    how: { place: secured(elsewhere) },
  },
  {
    name: 'a server that wants to know the visitor',
    row: 88,
    why: 'TLS 1.3 says so after the request was sent',
    codes: noAnswer,
    how: { place: secured(localhost, { requestCert: true, rejectUnauthorized: true }) },
  },
  {
    name: 'a version of TLS that is too old',
    row: 88,
    why: 'a server that nobody has updated for ten years',
    codes: noAnswer,
    how: {
      place: secured(localhost, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    },
  },
  {
    name: 'a handshake that hangs',
    row: 69,
    why: 'there is no request yet whose time could be measured',
    codes: noAnswer,
    how: { place: talks(() => undefined) },
  },
  {
    name: 'a handshake that drips',
    row: 71,
    why: 'it is never idle; whoever waits gets a good answer after some seconds',
    codes: noAnswer,
    how: { place: slowed },
  },
  {
    name: 'https to a plain port',
    row: 95,
    why: 'one letter too many in base_url',
    codes: noAnswer,
    how: {
      place: async (stage) => ({ origin: `https://127.0.0.1:${await stage.listen(createHttpServer(stage.good))}` }),
    },
  },
  {
    name: 'http to a TLS port',
    row: 95,
    why: 'one letter too few: the password goes out before anybody knows',
    codes: noAnswer,
    how: { place: async (stage) => ({ origin: `http://127.0.0.1:${await stage.secure(localhost, stage.good)}` }) },
  },
];
