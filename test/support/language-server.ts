import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { atTheEnd } from './at-the-end.ts';
import { cachedPackages } from './cached-package.ts';

/** A place in a text, from 0. */
interface Place {
  readonly line: number;
  readonly character: number;
}

/** A mistake that the server reports. */
export interface EditorDiagnostic {
  readonly message: string;
  readonly range: { readonly start: Place; readonly end: Place };
}

/** What an editor asks the server. A text has `¦` where the cursor is. */
export interface Editor {
  /** Returns the mistakes in a text. */
  readonly mistakes: (text: string) => Promise<EditorDiagnostic[]>;
  /** Returns what is offered at the cursor. */
  readonly offers: (text: string) => Promise<string[]>;
  /** Returns what is shown when the mouse is at the cursor. */
  readonly help: (text: string) => Promise<string>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: never;
  readonly result?: never;
}

/**
 * Starts yaml-language-server, the server of most editors, and talks to it as an editor does (Language Server Protocol, on
 * standard input and output). It uses no network.
 *
 * @param schemas paths of JSON Schemas, with the patterns of the files that they are for
 * @param folder the folder that is open in the editor
 */
export async function startEditor(
  folder: string,
  schemas: Readonly<Record<string, readonly string[]>> = {},
): Promise<Editor> {
  const cached = cachedPackages('editor', { 'yaml-language-server': '1.25.0' });
  if ('reason' in cached) throw new Error(cached.reason);
  const program = join(cached.folder, 'yaml-language-server', 'bin', 'yaml-language-server');
  const server = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  atTheEnd(() => server.kill());
  const urls = Object.entries(schemas).map(([path, patterns]) => [pathToFileURL(path).href, patterns]);
  const off = { enable: false, url: '' };
  const yaml = {
    schemas: Object.fromEntries(urls),
    ...{ validate: true, hover: true, completion: true, hoverSchemaSource: false },
    ...{ format: off, schemaStore: off, kubernetesCRDStore: off },
  };
  const settings: Record<string, unknown> = { yaml, http: { proxy: '' }, redhat: { telemetry: { enabled: false } } };
  const waiting = new Map<number, (result: unknown) => void>();
  const published = new Map<string, (found: EditorDiagnostic[]) => void>();
  const send = (message: object) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const receive = ({ id, method, params, result }: Message) => {
    if (method === undefined) return waiting.get(id as number)?.(result);
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as unknown as { uri: string; diagnostics: EditorDiagnostic[] };
      return published.get(uri)?.(diagnostics);
    }
    if (id === undefined) return undefined;
    const items =
      method === 'workspace/configuration' ? (params as unknown as { items: { section: string }[] }).items : [];
    return send({
      id,
      result: method === 'workspace/configuration' ? items.map(({ section }) => settings[section] ?? null) : null,
    });
  };
  let rest = Buffer.alloc(0);
  server.stdout.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const start = rest.indexOf('\r\n\r\n') + 4;
      const length = Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, Math.max(start, 0)).toString())?.[1]);
      if (start < 4 || rest.length < start + length) return;
      receive(JSON.parse(rest.subarray(start, start + length).toString()));
      rest = rest.subarray(start + length);
    }
  });
  let last = 0;
  const request = <T>(method: string, params: object) =>
    new Promise<T>((resolve) => {
      waiting.set(++last, resolve as (result: unknown) => void);
      send({ id: last, method, params });
    });
  const rootUri = pathToFileURL(folder).href;
  const textDocument = {
    completion: { completionItem: { documentationFormat: ['markdown'] } },
    hover: { contentFormat: ['markdown'] },
  };
  const capabilities = { workspace: { configuration: true }, textDocument };
  const workspaceFolders = [{ uri: rootUri, name: 'root' }];
  await request('initialize', { processId: process.pid, rootUri, workspaceFolders, capabilities });
  send({ method: 'initialized', params: {} });

  let count = 0;
  /** Opens a text as a new file. */
  const open = async (marked: string) => {
    const before = marked.slice(0, Math.max(0, marked.indexOf('¦'))).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    const uri = pathToFileURL(join(folder, `text-${++count}`, 'endpoints.yaml')).href;
    const text = marked.replace('¦', '');
    const diagnostics = await new Promise<EditorDiagnostic[]>((resolve) => {
      published.set(uri, resolve);
      send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
    });
    return { uri, position, diagnostics };
  };
  return {
    mistakes: async (text) => (await open(text)).diagnostics,
    offers: async (text) => {
      const { uri, position } = await open(text);
      type Found = { label: string }[];
      const found = await request<Found | { items: Found }>('textDocument/completion', {
        textDocument: { uri },
        position,
      });
      return ('items' in found ? found.items : found).map(({ label }) => label);
    },
    help: async (text) => {
      const { uri, position } = await open(text);
      const found = await request<{ contents: { value: string } } | null>('textDocument/hover', {
        textDocument: { uri },
        position,
      });
      return found?.contents.value ?? '';
    },
  };
}
