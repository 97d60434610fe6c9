import { createHash, randomUUID } from 'node:crypto';
import { type ApiServer, type Ask, type Reply, startApi } from './api-server.ts';

/** The secret that all servers accept. */
export const secret = 'right horse battery staple';

const gone: Reply = [404, { error: 'not_found' }];
const basic = (user: string) => `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;

/** Users sign up, sign in with JSON, and delete their account. */
export function signUpServer(): Promise<ApiServer> {
  const users = new Map<string, { id: string; password: unknown }>();
  const sessions = new Map<string, string>();
  return startApi(({ method, url, headers, json }): Reply => {
    const route = `${method} ${url.pathname}`;
    const login = sessions.get(headers.authorization?.replace(/^Bearer /, '') ?? '') ?? '';
    if (route === 'POST /users') {
      const { login: wanted, password } = json();
      if (users.has(String(wanted))) return [409, { error: 'login_taken' }];
      const id = randomUUID();
      users.set(String(wanted), { id, password });
      return [201, { id, login: wanted }];
    }
    if (route === 'POST /login') {
      const { login: wanted, password } = json();
      if (users.get(String(wanted))?.password !== password) return [403, { error: 'access_denied' }];
      const token = randomUUID();
      sessions.set(token, String(wanted));
      return [200, { token, expires_in: 600 }];
    }
    const user = users.get(login);
    if (!user) return [401, { error: 'no_session' }];
    if (route === 'GET /me') return [200, { id: user.id, login }];
    if (route === `DELETE /users/${user.id}` && users.delete(login)) return [204];
    return gone;
  });
}

/** A form with a hidden field, a ticket in a redirect, and sessions that can be renewed once. */
export function threeStepServer(): Promise<ApiServer> {
  const forms = new Set<string>();
  const tickets = new Set<string>();
  const renewals = new Set<string>();
  let session = '';
  const begin = (): Reply => {
    session = randomUUID();
    const renewal = randomUUID();
    renewals.add(renewal);
    return [201, { session: { token: session, renewal, expires_in: 60 } }];
  };
  return startApi(({ method, url, headers, text, json }): Reply => {
    switch (`${method} ${url.pathname}`) {
      case 'GET /login': {
        const csrf = randomUUID();
        forms.add(csrf);
        const form = `<form method="post"><input type="hidden" name="csrf" value="${csrf}"/><input name="username"/></form>`;
        return [
          200,
          `<!doctype html><html><body>${form}</body></html>`,
          { 'Content-Type': 'text/html; charset=utf-8' },
        ];
      }
      case 'POST /login': {
        const form = new URLSearchParams(text);
        const isGood = forms.delete(form.get('csrf') ?? '') && form.get('username') === 'jane';
        if (!isGood || form.get('password') !== secret) return [403, { error: 'access_denied' }];
        const ticket = randomUUID();
        tickets.add(ticket);
        return [303, '', { Location: `/welcome?ticket=${ticket}&lang=en` }];
      }
      case 'POST /sessions':
        return tickets.delete(String(json().ticket)) ? begin() : [403, { error: 'bad_ticket' }];
      case 'POST /sessions/renew':
        return renewals.delete(String(json().renewal)) ? [200, begin()[1]] : [403, { error: 'bad_renewal' }];
      case 'GET /inbox':
        if (headers.authorization !== `Bearer ${session}`) return [401, { error: 'no_session' }];
        return [200, { owner: 'jane', unread: 2 }];
      default:
        return gone;
    }
  });
}

/** The parts of a multipart body by name. */
function partsOf({ bytes, headers }: Ask): Record<string, { head: string; body: string }[]> {
  const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
  const parts: Record<string, { head: string; body: string }[]> = {};
  for (const part of bytes.toString('latin1').split(`--${boundary}`)) {
    const [, head = '', body = ''] = /^\r\n([\s\S]*?)\r\n\r\n([\s\S]*)\r\n$/.exec(part) ?? [];
    const name = / name="([^"]+)"/.exec(head)?.[1];
    if (name) parts[name] = [...(parts[name] ?? []), { head, body }];
  }
  return parts;
}

/** Uploads are processed for a while; their progress can be read. */
export function uploadServer(): Promise<ApiServer> {
  const assets = new Map<string, { bytes: Buffer; looks: number }>();
  return startApi((ask): Reply => {
    const { method, url, headers, bytes } = ask;
    if (headers['x-api-key'] !== secret) return [401, { error: 'no_key' }];
    const [, id = '', rest = ''] = /^\/v1\/assets\/([^/]+)(.*)$/.exec(url.pathname) ?? [];
    const asset = assets.get(id);
    if (`${method} ${url.pathname}` === 'POST /v1/assets') {
      const { meta = [], asset: files = [], label = [], ...others } = partsOf(ask);
      const isMeta = meta[0]?.head.includes('application/json') && JSON.parse(meta[0].body).kind === 'logo';
      const isFile = files[0]?.head.includes('filename="logo.bin"') && files[0].head.includes('octet-stream');
      const labels = label.map(({ body }) => body).join('|');
      // The optional field is empty, so it must not be there.
      if (!isMeta || !isFile || labels !== 'small|two words' || Object.keys(others).length > 0)
        return [422, { labels }];
      const made = randomUUID();
      assets.set(made, { bytes: Buffer.from(files[0]?.body ?? '', 'latin1'), looks: 0 });
      return [202, { id: made }, { Location: `/v1/assets/${made}/progress` }];
    }
    if (!asset) return gone;
    if (method === 'GET' && rest === '/progress') return [200, { state: ++asset.looks > 2 ? 'done' : 'working' }];
    if (method === 'GET') return [200, asset.bytes, { 'Content-Type': 'application/octet-stream' }];
    if (method === 'PUT') return bytes.equals(asset.bytes) ? [204] : [422, { error: 'other bytes' }];
    return method === 'DELETE' && assets.delete(id) ? [204] : gone;
  });
}

const envelope = (body: string) =>
  `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>${body}</Body></Envelope>`;
const xml = { 'Content-Type': 'text/xml; charset=utf-8' };

/** Two operations of SOAP at one address. */
export function soapServer(): Promise<ApiServer> {
  const customers: string[] = [];
  return startApi(({ headers, text }): Reply => {
    if (headers.authorization !== basic('clerk')) return [401, envelope('<Fault>401</Fault>'), xml];
    const operation = /^"urn:orders#(\w+)"$/.exec(String(headers.soapaction))?.[1];
    if (operation === 'Place') {
      // In XML, "&" and "<" of the value must be escaped.
      const customer = /<Customer>([^<]*)<\/Customer>/.exec(text)?.[1] ?? '';
      const number = customers.push(customer);
      return [200, envelope(`<PlaceResponse><OrderNumber>${number}</OrderNumber></PlaceResponse>`), xml];
    }
    const customer = customers[Number(/<OrderNumber>(\d+)</.exec(text)?.[1]) - 1];
    if (customer === undefined) return [500, envelope('<Fault><faultstring>unknown order</faultstring></Fault>'), xml];
    return [200, envelope(`<GetResponse><Customer>${customer}</Customer></GetResponse>`), xml];
  });
}

/** A GraphQL API with books. Its errors come with status 200. */
export function graphqlServer(): Promise<ApiServer> {
  const books = new Map<string, Record<string, unknown>>();
  return startApi(({ headers, json }): Reply => {
    if (headers.authorization !== `Bearer ${secret}`) return [401, { errors: [{ message: 'no token' }] }];
    const {
      query,
      operationName,
      variables = {},
    } = json() as {
      query: string;
      operationName?: string;
      variables?: { id?: string; book?: Record<string, unknown> };
    };
    if (operationName === 'CreateBook') {
      const { title, pages, ...others } = variables.book ?? {};
      // The optional variable is empty, so it must not be there. The number is a number.
      if (typeof pages !== 'number' || Object.keys(others).length > 0)
        return [400, { errors: [{ message: 'bad book' }] }];
      const id = randomUUID();
      books.set(id, { id, title, pages });
      return [200, { data: { createBook: books.get(id) } }];
    }
    const book = books.get(variables.id ?? '');
    if (query.includes('book(') && book) return [200, { data: { book: { id: book.id, title: book.title } } }];
    return [200, { data: null, errors: [{ message: 'no isbn', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] }];
  });
}

/** Books with ids beyond 2^53, entity tags, and pages with links. */
export function crudServer(): Promise<ApiServer> {
  const first = 9_007_199_254_740_993n;
  const books: { id: bigint; title: unknown; year: unknown }[] = [];
  const textOf = (book: (typeof books)[number]) =>
    `{"id":${book.id},"title":${JSON.stringify(book.title)},"year":${JSON.stringify(book.year)}}`;
  const tagOf = (text: string) => `"${createHash('sha256').update(text).digest('hex').slice(0, 12)}"`;
  const typed = { 'Content-Type': 'application/json' };
  return startApi(({ method, url, headers, text, json }, origin): Reply => {
    if (headers.authorization !== basic('editor')) return [401, { error: 'no_user' }];
    const path = url.pathname.replace(/^\/api/, '');
    if (method === 'POST' && path === '/books') {
      const { title, year } = json();
      if (books.some((book) => book.title === title)) return [409, { error: 'exists' }];
      const book = { id: first + BigInt(books.length), title, year };
      books.push(book);
      return [201, textOf(book), { ...typed, Location: `/api/books/${book.id}` }];
    }
    if (method === 'GET' && path === '/books') {
      const page = Number(url.searchParams.get('page') ?? 1);
      const next = `<${origin}/api/books?limit=2&page=${page + 1}>; rel="next"`;
      return [200, { page, items: [] }, { Link: `<${origin}/api/books>; rel="first", ${next}` }];
    }
    const book = books.find(({ id }) => path === `/books/${id}`);
    if (!book) return gone;
    const tag = tagOf(textOf(book));
    if (method === 'GET') {
      if (headers['if-none-match'] === tag) return [304, undefined, { ETag: tag }];
      return [200, textOf(book), { ...typed, ETag: tag }];
    }
    if (method === 'PUT') {
      if (headers['if-match'] !== tag) return [412, { error: 'changed' }];
      // The id is sent as a number with all its digits.
      if (!text.includes(`"id": ${book.id}`)) return [422, { error: 'other id' }];
      Object.assign(book, { title: json().title, year: json().year });
      return [200, textOf(book), { ...typed, ETag: tagOf(textOf(book)) }];
    }
    books.splice(books.indexOf(book), 1);
    return [204];
  });
}
