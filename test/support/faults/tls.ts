import { createServer as createHttpServer } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { type Certificate, makeCertificate } from '../certificates.ts';
import { type Fault, localhost, noAnswer, type Place, pace, type Stage } from './fault.ts';

const expired = makeCertificate({ addresses: ['127.0.0.1'], from: -10, until: -2 });
const elsewhere = makeCertificate({ names: ['elsewhere.invalid'] });

/** A server that would answer well if a client accepted its TLS. */
const secured =
  (certificate: Certificate, options: TlsOptions = {}, trusted = true) =>
  async (stage: Stage): Promise<Place> => ({
    origin: `https://127.0.0.1:${await stage.secure(certificate, stage.good, options)}`,
    ...(trusted ? { trust: certificate } : {}),
  });

/** A server that does not complete a TLS handshake. */
const talks =
  (handle: (socket: Socket) => unknown) =>
  async (stage: Stage): Promise<Place> => ({
    origin: `https://127.0.0.1:${await stage.listen(createTcpServer(handle))}`,
  });

/** A relay to a good server, which passes the server's bytes on slowly. */
async function slowed(stage: Stage): Promise<Place> {
  const port = await stage.secure(localhost, stage.good);
  const relay = createTcpServer((socket) => {
    const upstream = connect(port, '127.0.0.1');
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
    socket.pipe(upstream);
    upstream.on('data', (data: Buffer) => {
      upstream.pause();
      const pieces = Array.from({ length: Math.ceil(data.length / 30) }, (_, at) =>
        data.subarray(at * 30, at * 30 + 30),
      );
      pace(socket, pieces, () => upstream.resume());
    });
  });
  return { origin: `https://127.0.0.1:${await stage.listen(relay)}`, trust: localhost };
}

/** TLS connections that must not be trusted or that cannot be made. All these servers would answer well. */
export const tlsFaults: readonly Fault[] = [
  {
    name: 'a self-signed certificate',
    row: 85,
    why: 'common on test servers, but anybody can make one',
    codes: noAnswer,
    how: { place: secured(localhost, {}, false) },
  },
  {
    name: 'an expired certificate',
    row: 88,
    why: 'its issuer is trusted, but it is no longer valid',
    codes: noAnswer,
    how: { place: secured(expired) },
  },
  {
    name: 'a certificate for another host',
    row: 88,
    why: 'stock newman loses its JSON report',
    codes: noAnswer,
    how: { place: secured(elsewhere) },
  },
  {
    name: 'a server that requires a client certificate',
    row: 88,
    why: 'with TLS 1.3 the refusal arrives after the request was sent',
    codes: noAnswer,
    how: { place: secured(localhost, { requestCert: true, rejectUnauthorized: true }) },
  },
  {
    name: 'an outdated version of TLS',
    row: 88,
    why: 'a server that has not been updated for ten years',
    codes: noAnswer,
    how: {
      place: secured(localhost, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    },
  },
  {
    name: 'a handshake that hangs',
    row: 69,
    why: 'no request has been sent yet, so a time limit for requests does not apply',
    codes: noAnswer,
    how: { place: talks(() => undefined) },
  },
  {
    name: 'a slow handshake',
    row: 71,
    why: 'the connection is never idle; a client that waits gets a good answer after some seconds',
    codes: noAnswer,
    how: { place: slowed },
  },
  {
    name: 'https to a plain http port',
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
    why: 'one letter too few in base_url: the password is sent before the mistake shows',
    codes: noAnswer,
    how: { place: async (stage) => ({ origin: `http://127.0.0.1:${await stage.secure(localhost, stage.good)}` }) },
  },
];
