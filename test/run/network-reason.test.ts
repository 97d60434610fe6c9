import { expect, test } from 'vitest';
import { isUnreachable, networkReason } from '../../src/run/network-reason.ts';

const url = 'https://user:hunter2@host/path?key=hunter2';

test.each([
  ['ECONNREFUSED', `connect ECONNREFUSED ${url}`, 'is the server running?', true],
  ['ENOTFOUND', 'getaddrinfo ENOTFOUND nowhere.example', 'does not exist', true],
  ['EAI_AGAIN', '', 'could not be resolved', true],
  ['EHOSTUNREACH', '', 'cannot be reached', true],
  ['ENETUNREACH', '', 'cannot be reached', true],
  ['ECONNRESET', 'read ECONNRESET', 'closed', false],
  ['EPIPE', '', 'closed', false],
  ['ETIMEDOUT', '', 'in time', false],
  ['ESOCKETTIMEDOUT', '', 'in time', false],
  ['EPROTO', 'write EPROTO', 'is it https?', true],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', '--ca-file', true],
  ['SELF_SIGNED_CERT_IN_CHAIN', '', '--ca-file', true],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', '', '--ca-file', true],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', '', '--ca-file', true],
  ['CERT_HAS_EXPIRED', '', 'expired', true],
  ['ERR_TLS_CERT_ALTNAME_INVALID', '', 'another host', true],
  ['', 'self signed certificate', '--ca-file', true],
  ['', 'unable to verify the first certificate', '--ca-file', true],
  ['', 'Parse Error: Expected HTTP/', 'not HTTP', false],
  ['', 'socket hang up', 'closed', false],
  ['', 'aborted', 'closed', false],
  ['', `Invalid URI "${url}"`, 'could not be sent', false],
  ['HPE_INVALID_CONSTANT', url, 'HPE_INVALID_CONSTANT', false],
])('%s %s', (code, message, reason, unreachable) => {
  const error = { code, message };
  expect(networkReason(error)).toContain(reason);
  expect(networkReason(error)).not.toContain('hunter2');
  expect(isUnreachable(error)).toBe(unreachable);
});

const tunnel = 'tunneling socket could not be established, ';

test.each<[string, Partial<Parameters<typeof networkReason>[0]>, string]>([
  [
    'a server with http on an https URL',
    { code: 'EPROTO', message: 'write EPROTO wrong version number' },
    'if not, write http://',
  ],
  [
    'a server that requires a client certificate (TLS 1.3)',
    { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' },
    'requires a client certificate; name its file with --client-cert',
  ],
  [
    'a server that ends the handshake (TLS 1.2)',
    { code: 'EPROTO', message: 'sslv3 alert handshake failure' },
    'if it requires a client certificate',
  ],
  [
    'a server that does not know the issuer of the client certificate',
    { code: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', message: 'tlsv1 alert unknown ca' },
    'does not accept the client certificate',
  ],
  ['two lengths', { code: 'HPE_UNEXPECTED_CONTENT_LENGTH', message: 'Parse Error: Duplicate Content-Length' }, 'twice'],
  [
    'a length and chunks',
    { code: 'HPE_X', message: "Parse Error: Transfer-Encoding can't be present with Content-Length" },
    'both Content-Length and Transfer-Encoding',
  ],
  [
    'another fault of HTTP',
    { code: 'HPE_X', message: 'Parse Error: Invalid header token' },
    'not HTTP as the standard',
  ],
  ['an http URL that is closed', { code: 'ECONNRESET', message: 'socket hang up', scheme: 'http' }, 'write https://'],
  ['an https URL that is closed', { code: 'ECONNRESET', message: 'socket hang up', scheme: 'https' }, 'closed'],
  ['an alert of TLS', { code: 'HPE_INVALID_CONSTANT', scheme: 'tls-answered' }, 'answered with TLS; write https://'],
  ['too large', { message: 'Maximum response size reached' }, '--max-response'],
  ['a proxy that is down', { code: 'ECONNREFUSED', proxy: 'http://p.test:1' }, 'the proxy http://p.test:1 refused'],
  [
    'a proxy that is down, for a tunnel',
    { code: 'ECONNRESET', message: `${tunnel}cause=connect ECONNREFUSED 127.0.0.1:1`, proxy: 'http://p.test:1' },
    'the proxy http://p.test:1 refused the connection',
  ],
  [
    'a proxy that closes the connection',
    { code: 'ECONNRESET', message: `${tunnel}cause=socket hang up`, proxy: 'http://p.test:1' },
    'the proxy http://p.test:1 closed the connection',
  ],
  [
    'a proxy that answers',
    { code: 'ECONNRESET', message: `${tunnel}statusCode=502`, proxy: 'http://p.test:1' },
    'the proxy http://p.test:1 answered 502; it did not reach the server',
  ],
  ['a fault of the server behind a proxy', { code: 'CERT_HAS_EXPIRED', proxy: 'http://p.test:1' }, 'has expired'],
])('the reason for %s', (_, error, want) => {
  expect(networkReason({ code: '', message: '', ...error })).toContain(want);
});
