import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import { parseDuration } from '../../notation/duration.ts';
import { isToken } from '../../notation/http-token.ts';
import type { ExpectationEntry, RequestExpectation } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import { checkSchema } from '../check/check-schema.ts';
import type { Expectation, Json, StatusRange } from '../expectation.ts';
import { literalsIn } from '../literal-braces.ts';
import type { BuildContext } from './build-context.ts';
import { toJson } from './json-text.ts';

const anySuccess: StatusRange[] = [{ from: 200, to: 299 }];

/**
 * Builds the expectations about a request's answer. There is always one about the status, 2xx by default, so that a
 * request cannot pass if the server refuses it.
 *
 * @param endpoint the entry, which is the place of the default expectation
 */
export function buildExpectations(
  expect: Located<RequestExpectation> | undefined,
  endpoint: Origin,
  context: BuildContext,
): Expectation[] {
  if (!expect) return [{ kind: 'status', ranges: anySuccess, origin: endpoint }];
  if (!expect.is('mapping')) return [buildStatus(expect as Located<unknown>, context)];
  const entry = expect.as<ExpectationEntry>();
  const status = entry.get('status');
  const all: Expectation[] = [
    status ? buildStatus(status, context) : { kind: 'status', ranges: anySuccess, origin: endpoint },
  ];
  for (const { key: name, keyOrigin, value } of entry.get('headers')?.entries() ?? []) {
    if (!isToken(name)) context.report(diagnose('bad-header-name', { name }, keyOrigin));
    const plain = value.value();
    const wanted = typeof plain === 'boolean' ? plain : context.text(value);
    all.push({ kind: 'header', name, value: wanted, ...literalOf(wanted, context), origin: keyOrigin });
  }
  const body = entry.get('body');
  if (entry.has('body')) {
    const origin = body ?? entry.keyOrigin('body');
    const json = body ? toJson(body, context) : null;
    context.noteAlone(JSON.stringify(json));
    all.push({ kind: 'body', body: json, ...literalOf(json, context), origin });
  }
  const text = entry.get('text');
  const texts = (text?.is('sequence') ? text.items() : text ? [text] : []) as Located<string>[];
  for (const [nth, part] of texts.entries()) {
    const wanted = context.textOrFile(part);
    all.push({ kind: 'text', text: wanted, nth, ...literalOf(wanted, context), origin: part });
  }
  const schema = entry.get('schema');
  if (schema) {
    const json = toJson(schema, context);
    context.report(...checkSchema(schema, json, context));
    all.push({ kind: 'schema', schema: json, origin: schema });
  }
  const time = entry.get('time');
  if (time) {
    const milliseconds = parseDuration(time.text());
    if (!milliseconds) {
      context.report(diagnose('bad-expectation', { text: time.text(), expected: 'a time such as 500ms or 2s' }, time));
    }
    all.push({ kind: 'time', milliseconds: milliseconds ?? 0, origin: time });
  }
  return all;
}

/** The literal braces in an expected value, which scripts must not replace. */
function literalOf(json: Json, { literal }: BuildContext): { literal?: readonly string[] } {
  const texts = typeof json === 'string' ? json : JSON.stringify(json);
  const found = literalsIn(texts, literal);
  return found.length > 0 ? { literal: found } : {};
}

function buildStatus(located: Located<unknown>, context: BuildContext): Expectation {
  const ranges = located.items().flatMap((item): StatusRange[] => {
    const range = parseStatus(item.text());
    if (!range) {
      const expected = 'a status (100 to 599) or a class such as 2xx';
      context.report(diagnose('bad-expectation', { text: item.text(), expected }, item));
    }
    return range ? [range] : [];
  });
  return { kind: 'status', ranges, origin: located };
}

/** Parses a status such as `200`, or a class such as `2xx`; undefined for other text. */
function parseStatus(text: string): StatusRange | undefined {
  const match = /^([1-5])(?:(\d\d)|xx)$/i.exec(text);
  if (!match) return undefined;
  const from = Number(match[1]) * 100 + Number(match[2] ?? 0);
  return { from, to: match[2] === undefined ? from + 99 : from };
}
