import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Ask, type Reply, startApi } from '../collections/api-server.ts';
import { paragraph } from '../wire-log.ts';

/** A server that repeats what it receives, and writes it down. */
export interface EchoServer {
  readonly origin: string;
  /** One paragraph for each request. */
  readonly paragraphs: string[];
}

const realm = 'echo';
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** Answers for the paths that people's collections use: those of postman-echo.com and httpbin.org. */
function answer(ask: Ask, origin: string): Reply {
  const { method, url, headers, text } = ask;
  const path = url.pathname;
  const last = path.split('/').at(-1) ?? '';
  const args = Object.fromEntries(url.searchParams);
  if (/^\/status\/\d{3}$/.test(path)) return [Number(last), { status: Number(last) }];
  if (path === '/empty') return [204];
  if (path.startsWith('/gzip')) {
    return [200, gzipSync('{"gzipped":true}'), { 'Content-Encoding': 'gzip', 'Content-Type': 'application/json' }];
  }
  if (path.startsWith('/redirect')) {
    const target = url.searchParams.get('url') ?? '/get?redirected=1';
    return [302, '', { Location: target.startsWith('http') ? target : `${origin}${target}` }];
  }
  if (path.startsWith('/cookies/set')) {
    const [name = 'session', value = 'one'] = Object.entries(args)[0] ?? [];
    return [200, { cookies: args }, { 'Set-Cookie': `${name}=${value}; Path=/` }];
  }
  if (path.startsWith('/digest-auth')) return digest(headers.authorization, method, ask.target);
  if (path.startsWith('/basic-auth')) return headers.authorization ? [200, { authenticated: true }] : [401, {}];
  if (path === '/text') return [200, 'plain text', { 'Content-Type': 'text/plain' }];
  if (path === '/xml') return [200, '<a><b>1</b></a>', { 'Content-Type': 'application/xml' }];
  if (path === '/large') return [200, { text: 'x'.repeat(200_000) }];
  const named = Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(?:postman-token|user-agent|host|connection)$/.test(name)),
  );
  return [200, { method, args, data: text, headers: named, url: path, token: 'abc-123-def-456' }];
}

function digest(authorization: string | undefined, method: string, uri: string): Reply {
  const challenge = { 'WWW-Authenticate': `Digest realm="${realm}", nonce="ddb1a2c3", qop="auth"` };
  if (!authorization?.startsWith('Digest ')) return [401, { authenticated: false }, challenge];
  const given = Object.fromEntries(
    [...authorization.matchAll(/(\w+)="?([^",]+)"?/g)].map(([, key = '', value = '']) => [key, value]),
  );
  const first = md5(`${given.username}:${realm}:${given.username === 'postman' ? 'password' : 'digest-pass'}`);
  const parts = [first, given.nonce, given.nc, given.cnonce, given.qop, md5(`${method}:${given.uri ?? uri}`)];
  return given.response === md5(parts.join(':')) ? [200, { authenticated: true }] : [401, {}, challenge];
}

/** What differs from run to run although the client does the same: nonces, times, random values. */
const steady = (text: string) =>
  text
    .replace(/^( {2}authorization: )(Digest|OAuth|Hawk|AWS4-HMAC-SHA256) .*$/gim, '$1$2 …')
    .replace(/(oauth_(?:nonce|timestamp|signature)=)[^&\s]+/g, '$1…')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/gi, 'UUID')
    .replace(/([?&]a=|RandomId=|name="randomInt"\n {2}\| \n {2}\| )\d+(?=\s|&|$)/g, '$1RANDOM')
    .replace(/\b1[5-9]\d{8,11}\b/g, 'TIME')
    .replace(/^( {2}x-amz-date: ).*$/gim, '$1…');

/** Starts the server. */
export async function startEcho(): Promise<EchoServer> {
  const paragraphs: string[] = [];
  const { origin } = await startApi((ask, own) => {
    paragraphs.push(steady(paragraph(ask)));
    return answer(ask, own);
  });
  return { origin, paragraphs };
}

/** Returns a collection or environment whose URLs lead to a server on this machine. */
export function onServer(json: unknown, origin: string): unknown {
  const { host, port } = new URL(origin);
  const text = JSON.stringify(json)
    .replaceAll(/https?:\/\/(?!schema\.(?:get)?postman)[\w-]+(?:\.[\w-]+)+(?::\d+)?/g, origin)
    .replaceAll(/\b(?:[\w-]+\.)?(?:postman-echo\.com|httpbin\.org|getpostman\.com)\b(?!\/json)/g, host);
  return JSON.parse(text, (key, value) => {
    const isUrl = key === 'url' && typeof value === 'object' && value !== null && Array.isArray(value.host);
    if (!isUrl || JSON.stringify(value.host).includes('{{')) return value;
    return { ...value, protocol: 'http', host: ['127', '0', '0', '1'], port };
  });
}
