import type { IncomingMessage } from 'node:http';
import { type Api, type Endpoint, endpointsOf, lastAtEnd, madeBy, type Variable } from '../model/api.ts';
import type { Json } from '../model/expectation.ts';
import { basePathOf } from '../notation/base-url.ts';
import { leadingReference } from '../notation/references.ts';
import { resolveText } from '../notation/resolve-text.ts';
import { type Answer, answerTo } from './answer.ts';
import { withEtag } from './answers/etag.ts';
import { jsonIn } from './answers/json-maps.ts';
import { json, text } from './answers/plain.ts';
import { loadSchemaSamples, type SchemaSamples, uncheckedSamples } from './answers/schema-samples.ts';
import { type Fault, type FaultRule, Faults } from './faults.ts';
import { Routes } from './match.ts';
import { bodyFault } from './request/body-fault.ts';
import { choose } from './request/choose.ts';
import type { Parsed } from './request/compare.ts';
import { Order } from './request/order.ts';
import { type Received, readBody, readFields } from './request/received.ts';
import { Resources } from './resources.ts';
import { SignIns } from './sign-ins.ts';
import { readQuestion } from './token-question.ts';

/** An answer, and what goes wrong with it. */
export interface Response {
  readonly answer: Answer;
  readonly fault?: Fault | undefined;
}

/** What the constructor of a responder needs besides the API. */
interface Start {
  readonly values: Map<string, string>;
  readonly origin: string;
  readonly prefix: string;
  readonly signIns: SignIns;
  readonly faults: Faults;
  readonly samples: SchemaSamples;
}

/** Answers requests as the API of a list does: sign-ins, discovery and keys, then the entries of the list. */
export class Responder {
  private readonly values: Map<string, string>;
  private readonly typed: Set<string>;
  private readonly prefix: string;
  private readonly origin: string;
  private readonly routes: Routes;
  private readonly order: Order;
  private readonly resources: Resources;
  private readonly faults: Faults;
  private readonly signIns: SignIns;
  private readonly samples: SchemaSamples;
  private readonly optional: ReadonlySet<string>;
  private readonly types: ReadonlyMap<string, string>;
  /** Variables whose values clients make up: the server learns them from requests. */
  private readonly setByClients: ReadonlySet<string>;
  /** Variables that a run may be given other values for than this server. */
  private readonly given: ReadonlySet<string>;
  /** Variables that begin the URL of a request. */
  private readonly bases: ReadonlySet<string>;
  /** How often each variable was made. */
  private readonly made = new Map<string, number>();

  private constructor(api: Api, { values, origin, prefix, signIns, faults, samples }: Start) {
    const endpoints = endpointsOf(api.items);
    this.values = values;
    this.origin = origin;
    this.prefix = prefix;
    this.signIns = signIns;
    this.types = new Map(api.variables.map(({ name, type }) => [name, type]));
    this.typed = new Set(api.variables.flatMap(({ name, type }) => (type === 'string' ? [] : [name])));
    this.optional = new Set(api.variables.flatMap(({ name, optional }) => (optional ? [name] : [])));
    this.setByClients = new Set(endpoints.flatMap(({ sets = [] }) => sets.map(({ variable }) => variable)));
    const isGiven = ({ secret, produced, name }: Variable) => !secret && !produced && name !== 'base_url';
    this.given = new Set(api.variables.flatMap((variable) => (isGiven(variable) ? [variable.name] : [])));
    this.bases = new Set(endpoints.flatMap(({ url }) => leadingReference(url.base) ?? []));
    this.routes = new Routes(api, prefix, (endpoint) => this.prefixOf(endpoint));
    this.order = new Order(lastAtEnd(endpoints));
    this.resources = new Resources(api, prefix);
    this.faults = faults;
    this.samples = samples;
  }

  /**
   * Makes the responder of an API.
   *
   * @param given values of all variables by name, including secrets
   * @param origin where the server is, for example `http://localhost:8787`
   */
  static async create(
    api: Api,
    given: ReadonlyMap<string, string>,
    origin: string,
    faults: readonly FaultRule[] = [],
  ): Promise<Responder> {
    const prefix = basePathOf(resolveText(given.get('base_url') ?? '', given)) ?? '';
    const values = new Map([...given, ['base_url', `${origin}${prefix}`]]);
    const signIns = await SignIns.create(api, values, `${origin}${prefix}`);
    const hasSchema = endpointsOf(api.items).some(({ expectations }) =>
      expectations.some(({ kind }) => kind === 'schema'),
    );
    const samples = hasSchema ? await loadSchemaSamples() : uncheckedSamples;
    return new Responder(api, { values, origin, prefix, signIns, faults: new Faults(faults, prefix), samples });
  }

  /** Answers a request. */
  async respond(request: IncomingMessage): Promise<Response> {
    if (!URL.canParse(request.url ?? '/', this.origin)) return { answer: text(400, 'Bad Request\n') };
    const url = new URL(request.url ?? '/', this.origin);
    const { method = 'GET', headers } = request;
    const fault = this.faults.take(method, url.pathname);
    if (fault?.closes || fault?.status !== undefined) {
      request.resume();
      return { answer: text(fault.status ?? 503, 'fault\n'), fault };
    }
    if (this.signIns.hasEndpoint(url.pathname)) {
      if (method !== 'POST') return { answer: text(405, 'Method Not Allowed\n', [['Allow', 'POST']]), fault };
      return { answer: await this.signIns.answer(url.pathname, await readQuestion(request)), fault };
    }
    const document = this.signIns.document(url.pathname);
    if (document) return { answer: json(await document), fault };
    const body = await readBody(request);
    if (!body) return { answer: text(413, 'Content Too Large\n'), fault };
    const received: Received = { method, url, headers, body };
    return { answer: await this.answer({ ...received, fields: await readFields(received) }), fault };
  }

  private async answer(request: Parsed): Promise<Answer> {
    const { found, allowed } = this.routes.onPath(request.method, request.url);
    if (found.length === 0) {
      if (allowed.length === 0) return text(404, 'Not Found: the list has no such endpoint\n');
      // Every server answers HEAD where it answers GET (RFC 9110, section 9.1).
      const isRead = allowed.includes('GET');
      if (isRead && request.method === 'HEAD') return this.answer({ ...request, method: 'GET' });
      const allow = ['Allow', allowed.join(', ')] as const;
      if (request.method === 'OPTIONS') return { status: 204, headers: [allow], body: '' };
      return text(405, 'Method Not Allowed\n', [allow]);
    }
    const { order, optional, signIns } = this;
    const choice = await choose({
      found,
      request,
      comparison: { prefixOf: (endpoint) => this.prefixOf(endpoint) ?? '', known: this.values, optional },
      refusalOf: (endpoint) => signIns.refusal(endpoint, request),
      isOpen: (endpoint) => signIns.isOpen(endpoint),
      order,
      state: this.resources.stateOf(request.url.pathname),
    });
    if ('refusal' in choice) return choice.refusal;
    const { endpoint, bindings, content, challenge } = choice;
    const asListed = content < MISMATCH;
    const fault = asListed ? undefined : bodyFault(endpoint, request);
    if (fault) return json({ error: fault }, 400);
    const answer = this.answerAs(endpoint, request, bindings, asListed);
    const isRefusal = answer.status === 401 && !answer.headers.some(([name]) => /^www-authenticate$/i.test(name));
    return isRefusal ? { ...answer, headers: [...answer.headers, ...challenge] } : answer;
  }

  /** Answers a request as an entry of the list, and keeps what the request changed. */
  private answerAs(
    endpoint: Endpoint,
    request: Parsed,
    bindings: ReadonlyMap<string, string>,
    asListed: boolean,
  ): Answer {
    const path = request.url.pathname;
    const resource = this.resources.at(path);
    const position = this.order.positionOf(endpoint);
    const isGone =
      resource?.deletedBy !== undefined && position < resource.deletedBy + (request.method === 'DELETE' ? 1 : 0);
    if (isGone && request.method !== 'PUT') {
      return json({ error: 'not found' }, 404);
    }
    const values = new Map([...this.values, ...bindings]);
    const make = (variable: string, similar?: Json) => this.make(variable, similar, endpoint.safe);
    const created = this.resources.created.bind(this.resources);
    // What somebody sent who does not follow the list comes back as it was sent.
    const changed = asListed ? undefined : this.resources.changed(request, resource);
    const shown = endpoint.safe ? resource : changed;
    const answer = answerTo(endpoint, {
      values,
      typed: this.typed,
      resource: shown,
      created,
      make,
      samples: this.samples,
    });
    for (const name of madeBy(endpoint)) this.values.set(name, values.get(name) ?? '');
    for (const [name, value] of bindings) if (this.isLearnt(name)) this.values.set(name, value);
    if (answer.status >= 200 && answer.status < 300) {
      if (request.method === 'DELETE') this.resources.remove(path, position);
      else if (!endpoint.safe) this.resources.keep(endpoint, request, jsonIn(answer.body), this.values, asListed);
    }
    return withEtag(endpoint, request, answer);
  }

  /**
   * True for a variable whose value the server learns from a request: what clients make up, and what a data row or
   * `--var` may change.
   */
  private isLearnt(name: string): boolean {
    return this.setByClients.has(name) || this.given.has(name) || !this.values.get(name);
  }

  /** Returns the value of a saved variable: a new one for each request that changes something. */
  private make(variable: string, similar: Json | undefined, isSafe: boolean): Json {
    const known = this.values.get(variable);
    const count = (this.made.get(variable) ?? 0) + 1;
    if (!isSafe) this.made.set(variable, count);
    const isFirst = isSafe || count === 1;
    if (this.bases.has(variable)) return `${this.origin}${this.prefix}/saved-${variable}`;
    const type = this.types.get(variable);
    if (type === 'boolean') return known === 'true';
    if (type === 'number') return Number(known || 0) + (isFirst ? 0 : 1);
    if (isSafe && known && similar === undefined) return known;
    if (typeof similar === 'number') return isFirst ? similar : similar + count - 1;
    if (typeof similar === 'boolean') return similar;
    const value = typeof similar === 'string' && similar !== '' ? similar : `saved-${variable}`;
    return isFirst ? value : `${value}-${count}`;
  }

  /** The path that the paths of an endpoint begin with; undefined for another server. */
  private prefixOf({ url }: Endpoint): string | undefined {
    if (url.base === '{{base_url}}') return this.prefix;
    const name = leadingReference(url.base);
    const value = name === undefined ? url.base : resolveText(url.base, this.values);
    if (value.includes('{{') && name !== undefined) return `${this.prefix}/saved-${name}`;
    // A variable can be set to the address of this server. A fixed address of another server leads there.
    return name !== undefined || this.isHere(value) ? basePathOf(value) : undefined;
  }

  private isHere(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { origin, hostname, port } = new URL(url);
    return origin === this.origin || (isLoopbackName(hostname) && port === new URL(this.origin).port);
  }
}

/** From this difference on, a request is not what the list says. */
const MISMATCH = 10;

const isLoopbackName = (hostname: string) => hostname === 'localhost' || hostname === '127.0.0.1';
