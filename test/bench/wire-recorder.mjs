// A server that records each request and forwards it to `postmint serve`.
import { request as ask, createServer } from 'node:http';

const randomId = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/** Headers whose values change from run to run. The functions replace the changing part. */
const changing = {
  'postman-token': () => '<random>',
  'user-agent': (value) => value.replace(/\/\S+/, '/<version>'),
  'x-amz-date': () => '<time>',
  authorization: (value) =>
    value.replace(/(?<=Credential=[^/]+\/)\d{8}/, '<date>').replace(/(?<=Signature=)[0-9a-f]{64}/, '<signature>'),
};

async function bodyOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Starts a recorder on a free port. `reset(origin)` sets the server that receives requests from then on, and discards
 * tokens and requests. `requests` has the lines of each request since then, without parts that change from run to run.
 *
 * The recorder is also the proxy for all other hosts: such requests are recorded and refused.
 */
export async function startRecorder() {
  let target;
  let tokens = new Map();
  const requests = [];

  /** Replaces random parts, and every token from an earlier answer by the name of its field there. */
  const settle = (text) => {
    let settled = text.replaceAll(`localhost:${port}`, 'localhost');
    for (const [token, name] of tokens) {
      settled = settled.replaceAll(token, name).replaceAll(encodeURIComponent(token), name);
    }
    return settled.replace(randomId, '<uuid>');
  };

  const note = (request, body) => {
    const lines = [`${request.method} ${settle(request.url)}`];
    for (let index = 0; index < request.rawHeaders.length; index += 2) {
      const [name, value] = request.rawHeaders.slice(index, index + 2);
      lines.push(`  ${name}: ${settle(changing[name.toLowerCase()]?.(value) ?? value)}`);
    }
    if (body.length > 0) lines.push(`  | ${settle(body.toString('utf8'))}`);
    requests.push(lines);
  };

  /** Remembers the tokens in the JSON of an answer: strings of 20 or more characters without whitespace. */
  const learn = (text) => {
    try {
      const count = tokens.size;
      for (const [key, value] of Object.entries(JSON.parse(text))) {
        if (typeof value === 'string' && /^\S{20,}$/.test(value)) tokens.set(value, `<${key} ${count + 1}>`);
      }
    } catch {
      // Not JSON, so there is no token in it.
    }
  };

  const answer = async (request, response) => {
    const body = await bodyOf(request);
    note(request, body);
    if (/^https?:/.test(request.url)) return response.writeHead(502).end();
    const { method, url: path, headers } = request;
    const passed = ask(new URL(target), { method, path, headers }, async (from) => {
      const text = (await bodyOf(from)).toString('utf8').replaceAll(new URL(target).host, `localhost:${port}`);
      if (method === 'POST') learn(text);
      const { 'content-length': _, 'transfer-encoding': __, ...rest } = from.headers;
      response.writeHead(from.statusCode, rest).end(text);
    });
    passed.on('error', () => response.writeHead(502).end());
    passed.end(body);
  };

  const server = createServer((request, response) => void answer(request, response));
  server.on('connect', (request, socket) => {
    note(request, Buffer.alloc(0));
    socket.on('error', () => undefined).end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    port,
    requests,
    reset(origin) {
      target = origin;
      tokens = new Map();
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
