import type { RunError } from './runner.ts';
import { MAX_ANSWER } from './runner.ts';

const reasons: Record<string, string> = {
  ECONNREFUSED: 'connection refused; is the server running?',
  ENOTFOUND: 'the host name does not exist',
  EAI_AGAIN: 'the host name could not be resolved',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ECONNRESET: 'the connection was closed',
  EPIPE: 'the connection was closed',
  ETIMEDOUT: 'no answer in time',
  ESOCKETTIMEDOUT: 'no answer in time',
  EPROTO: 'TLS failed; is it https?',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed; name its file with --ca-file',
  SELF_SIGNED_CERT_IN_CHAIN: 'a certificate in the chain is self-signed; name its file with --ca-file',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "the certificate cannot be checked; name the file of its issuer's certificate with --ca-file",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "the certificate cannot be checked; name the file of its issuer's certificate with --ca-file",
  Z_BUF_ERROR: 'the compressed answer is incomplete',
  Z_DATA_ERROR: 'the compressed answer is invalid',
  EPROXYAUTH: 'the proxy requires a user and a password; add them to HTTP_PROXY or HTTPS_PROXY',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
};

/** Reasons by the message of an error, for errors whose code is missing or too general. */
const byMessage: readonly (readonly [RegExp, string])[] = [
  [/self.signed/i, reasons.DEPTH_ZERO_SELF_SIGNED_CERT as string],
  [/unable to verify|unable to get/i, reasons.UNABLE_TO_VERIFY_LEAF_SIGNATURE as string],
  [/maximum response size/i, `the answer is larger than ${MAX_ANSWER / 1024 / 1024} MB`],
  [/header overflow/i, 'the headers of the answer are too large'],
  [/tunneling socket|proxy/i, 'the proxy refused the connection'],
  [/parse error/i, 'the answer is not HTTP; is it https?'],
  [/socket hang up|aborted/i, reasons.ECONNRESET as string],
];

const NOT_SENT = 'the request could not be sent';

/** All texts that {@link networkReason} can return, except unknown codes. They are never masked as secrets. */
export const networkReasons: readonly string[] = [
  ...Object.entries(reasons).flat(),
  ...byMessage.map(([, reason]) => reason),
  NOT_SENT,
];

/**
 * Returns why no answer came, in words; the error's code if it is not a known one. The error's message is never quoted,
 * because it may contain a URL.
 */
export function networkReason({ code, message }: RunError): string {
  if (reasons[code]) return reasons[code];
  const text = code === 'HPE_HEADER_OVERFLOW' ? 'header overflow' : message;
  const known = byMessage.find(([pattern]) => pattern.test(text))?.[1];
  return known ?? (code === '' ? NOT_SENT : code);
}

/** True if every request to this host would fail in the same way, so that the run can end. */
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
