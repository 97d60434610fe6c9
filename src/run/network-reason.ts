import { formatSize } from '../notation/units/size.ts';
import type { RunError } from './runner.ts';

const CLOSED = 'the connection was closed';
const TOO_LARGE = 'the answer is larger than --max-response allows';
const TOO_LARGE_FOR_REQUEST = 'the answer is larger than max_response allows';
const NOT_TLS = 'the server does not answer with TLS; is it https? if not, write http://';
const NEEDS_CERTIFICATE =
  'the server requires a client certificate; name its file with --client-cert, or with client_cert in the environment';
const REFUSES_CERTIFICATE = 'the server does not accept the client certificate';

const reasons: Record<string, string> = {
  ECONNREFUSED: 'connection refused; is the server running?',
  ENOTFOUND: 'the host name does not exist',
  EAI_AGAIN: 'the host name could not be resolved',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
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
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: NEEDS_CERTIFICATE,
  ERR_SSL_WRONG_VERSION_NUMBER: NOT_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NOT_TLS,
  HPE_HEADER_OVERFLOW: 'the headers of the answer are too large',
};

/** Reasons by the message of an error that has a code, where the code alone is too general. */
const moreExact: readonly (readonly [RegExp, string])[] = [
  [/wrong version number|packet length too long/i, NOT_TLS],
  // A server with TLS 1.2 or older ends the handshake without a reason.
  [
    /alert handshake failure/i,
    'the server ended the TLS handshake; if it requires a client certificate, name its file with --client-cert',
  ],
  [/alert certificate required/i, NEEDS_CERTIFICATE],
  [
    /alert (?:unknown ca|bad certificate|certificate (?:revoked|expired|unknown)|unsupported certificate|access denied)/i,
    REFUSES_CERTIFICATE,
  ],
  [/before secure TLS connection/i, 'the connection was closed before TLS was ready; is it https?'],
];

/** Reasons by the message of an error, for errors whose code is missing or not in the table. */
const byMessage: readonly (readonly [RegExp, string])[] = [
  [/self.signed/i, reasons.DEPTH_ZERO_SELF_SIGNED_CERT as string],
  [/unable to verify|unable to get/i, reasons.UNABLE_TO_VERIFY_LEAF_SIGNATURE as string],
  [/maximum response size/i, TOO_LARGE],
  [/header overflow/i, reasons.HPE_HEADER_OVERFLOW as string],
  [/tunneling socket|proxy/i, 'the proxy refused the connection'],
  [/duplicate content-length/i, 'the answer has Content-Length twice, so its end is unknown'],
  [
    /transfer-encoding can't be present|content-length can't be present/i,
    'the answer has both Content-Length and Transfer-Encoding, so its end is unknown',
  ],
  [/parse error: expected http/i, 'the answer is not HTTP; is it https?'],
  [/parse error/i, 'the answer is not HTTP as the standard has it'],
  [/socket hang up|aborted/i, CLOSED],
];

/** Reasons for http URLs only. */
const WITHOUT_ANSWER = 'the connection was closed without an answer; if the server expects https, write https://';
const TLS_ANSWERS = 'the server answered with TLS; write https:// instead of http://';

/** The code of a request that was not sent because of a header. The message is the name of the header. */
export const HEADER = 'EHEADER';
export const NOT_IN_HEADERS =
  'a line break or a character that headers cannot have; only visible ASCII, spaces and tabs can be sent';

const NOT_SENT = 'the request could not be sent';

/** All texts that {@link networkReason} can return, except unknown codes and proxies. They are never masked as secrets. */
export const networkReasons: readonly string[] = [
  ...Object.entries(reasons).flat(),
  ...[...moreExact, ...byMessage].map(([, reason]) => reason),
  WITHOUT_ANSWER,
  TLS_ANSWERS,
  NOT_IN_HEADERS,
  NOT_SENT,
];

/**
 * Returns why no answer came, in words; the error's code if it is not a known one. The error's message is never quoted,
 * because it may contain a URL.
 */
export function networkReason(error: RunError): string {
  return error.proxy === undefined ? serverReason(error) : (proxyReason(error, error.proxy) ?? serverReason(error));
}

function serverReason({ code, message, scheme, limit, ownLimit }: RunError): string {
  if (limit !== undefined) return `${ownLimit ? TOO_LARGE_FOR_REQUEST : TOO_LARGE} (${formatSize(limit)})`;
  if (code === HEADER) return `it was not sent: its header ${message} has ${NOT_IN_HEADERS}`;
  if (scheme === 'tls-answered') return TLS_ANSWERS;
  if (scheme === 'http' && /socket hang up/i.test(message)) return WITHOUT_ANSWER;
  const exact = moreExact.find(([pattern]) => pattern.test(message))?.[1];
  const own = exact ?? reasons[code] ?? byMessage.find(([pattern]) => pattern.test(message))?.[1];
  return own ?? (code === '' ? NOT_SENT : code);
}

/** What the statuses mean with which a proxy refuses to open a tunnel. */
const tunnelRefusals: Readonly<Record<string, string>> = {
  403: 'it does not allow this host',
  407: 'it requires a user and a password; add them to HTTP_PROXY or HTTPS_PROXY',
  502: 'it did not reach the server',
  503: 'it did not reach the server',
  504: 'it did not reach the server',
};

/** Reasons for a failed connection to a proxy, by the code or the words of the error. */
const proxyFaults: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED|cause=$/, 'refused the connection'],
  [/ENOTFOUND|EAI_AGAIN/, 'has a host name that does not exist'],
  [/EHOSTUNREACH|ENETUNREACH/, 'cannot be reached'],
  [/ETIMEDOUT|ESOCKETTIMEDOUT/, 'did not open the connection in time'],
  [/wrong version number|Parse Error/i, 'does not answer like a proxy'],
  [/tunneling socket/, 'closed the connection'],
];

/** Why a proxy gave no answer; undefined if the server behind it is the cause. */
function proxyReason({ code, message }: RunError, proxy: string): string | undefined {
  const status = code === 'EPROXYAUTH' ? '407' : /tunneling socket .*statusCode=(\d+)/.exec(message)?.[1];
  if (status !== undefined) {
    const meaning = tunnelRefusals[status];
    return `the proxy ${proxy} answered ${status}${meaning === undefined ? '' : `; ${meaning}`}`;
  }
  const isTunnel = /tunneling socket/.test(message);
  // Without a tunnel, the connection to the proxy is the only one.
  const isConnect = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code);
  if (!isTunnel && !isConnect) return undefined;
  const known = proxyFaults.find(([pattern]) => pattern.test(isTunnel ? message : code))?.[1];
  return `the proxy ${proxy} ${known ?? 'closed the connection'}`;
}

/** True if every request to this host would fail in the same way, so that the run can end. */
export function isUnreachable(error: RunError): boolean {
  const { code, message } = error;
  if (
    /^(?:EPROXYAUTH|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_)/.test(
      code,
    )
  )
    return true;
  return /self.signed|certificate|tunneling socket/i.test(`${code} ${message}`);
}
