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
