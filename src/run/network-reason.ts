import { MAX_ANSWER } from './newman/harden-http.ts';
import type { RunError } from './runner.ts';

const reasons: Record<string, string> = {
  ECONNREFUSED: 'connection refused; is the server running?',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'no answer in time',
  ESOCKETTIMEDOUT: 'no answer in time',
  EPROTO: 'TLS failed; is it https?',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed; give it with --ca-file',
  SELF_SIGNED_CERT_IN_CHAIN: 'a certificate is self-signed; give it with --ca-file',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate cannot be checked; give its issuer with --ca-file',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate cannot be checked; give its issuer with --ca-file',
  Z_BUF_ERROR: 'the compressed answer was cut off',
  Z_DATA_ERROR: 'the compressed answer is broken',
  EPROXYAUTH: 'the proxy wants a user and a password; put them into HTTP_PROXY or HTTPS_PROXY',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
};

/** Why no answer came, in words. Words of the error itself are not quoted: they may hold a URL. */
export function networkReason(error: RunError): string {
  const known = reasons[error.code];
  if (known) return known;
  if (/self.signed/i.test(error.message)) return reasons.DEPTH_ZERO_SELF_SIGNED_CERT as string;
  if (/unable to verify|unable to get/i.test(error.message)) return reasons.UNABLE_TO_VERIFY_LEAF_SIGNATURE as string;
  if (/maximum response size/i.test(error.message)) return `the answer is larger than ${MAX_ANSWER / 1024 / 1024} MB`;
  if (/header overflow/i.test(error.message) || error.code === 'HPE_HEADER_OVERFLOW')
    return 'the head of the answer is too large';
  if (/tunneling socket|proxy/i.test(error.message)) return 'the proxy does not let it through';
  if (/parse error/i.test(error.message)) return 'the answer is not HTTP; is it https?';
  if (/socket hang up|aborted/i.test(error.message)) return reasons.ECONNRESET as string;
  return error.code === '' ? 'the request could not be sent' : error.code;
}

/** True when no other request to this host can do better. */
export function isUnreachable(error: RunError): boolean {
  const { code, message } = error;
  if (
    /^(?:EPROXYAUTH|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_TLS_|CERT_|UNABLE_TO_)/.test(
      code,
    )
  )
    return true;
  return /self.signed|certificate/i.test(`${code} ${message}`);
}
