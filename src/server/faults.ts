import { parseDuration } from '../notation/duration.ts';
import { escapePattern } from '../notation/pattern.ts';
import { encodePath } from './match.ts';

/** What goes wrong with one answer. */
export interface Fault {
  /** Status of the answer; absent: the answer is as usual. */
  readonly status?: number;
  /** How long the answer takes, in milliseconds. */
  readonly delay?: number;
  /** Whether the connection is closed without an answer. */
  readonly closes?: true;
}

/** Faults of the next answers to some requests, in order. After them, answers are as usual. */
export interface FaultRule {
  /** In upper case. */
  readonly method: string;
  /** Path below that of the base URL; `{name}` is any segment. */
  readonly path: string;
  readonly faults: readonly Fault[];
}

/**
 * Parses a fault such as `GET /orders/{id}=503,2s`: the next answer has status 503, the one after it takes two seconds, and
 * all others are as usual. `503+2s` is both at once, `close` closes the connection.
 *
 * @returns undefined for any other text
 */
export function parseFault(text: string): FaultRule | undefined {
  const [, method = '', path = '', list = ''] = /^([A-Za-z]+) +(\/[^\s=]*) *= *(\S.*)$/.exec(text.trim()) ?? [];
  const faults = list.split(',').map((item) => parseOne(item.trim()));
  if (method === '' || faults.some((fault) => fault === undefined)) return undefined;
  return { method: method.toUpperCase(), path, faults: faults as Fault[] };
}

function parseOne(text: string): Fault | undefined {
  if (text === 'close') return { closes: true };
  let fault: Fault = {};
  for (const part of text.split('+').map((item) => item.trim())) {
    const delay = parseDuration(part);
    const status = /^[2-5]\d\d$/.test(part) ? Number(part) : undefined;
    if (delay !== undefined && fault.delay === undefined) fault = { ...fault, delay };
    else if (status !== undefined && fault.status === undefined) fault = { ...fault, status };
    else return undefined;
  }
  return fault;
}

/** The faults that are still to come. */
export class Faults {
  private readonly rules: { readonly method: string; readonly pattern: RegExp; readonly left: Fault[] }[];

  /** @param prefix the path of the base URL */
  constructor(rules: readonly FaultRule[], prefix: string) {
    this.rules = rules.map(({ method, path, faults }) => ({
      method,
      pattern: patternOf(prefix, path),
      left: [...faults],
    }));
  }

  /** Returns the fault of the next answer to a request, and removes it; undefined if its answer is as usual. */
  take(method: string, path: string): Fault | undefined {
    const rule = this.rules.find(
      (other) => other.method === method && other.pattern.test(path) && other.left.length > 0,
    );
    return rule?.left.shift();
  }
}

function patternOf(prefix: string, path: string): RegExp {
  const parts = path.split(/(\{\+?[^{}]*\})/).map((part, index) => {
    if (index % 2 === 0) return escapePattern(encodePath(part));
    return part.startsWith('{+') ? '.+' : '[^/]+';
  });
  return new RegExp(`^${escapePattern(encodePath(prefix))}${parts.join('')}$`);
}
