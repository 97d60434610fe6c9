import { headerValueFault } from '../../notation/header-value.ts';
import type { ExampleEntry, HeaderEntries } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import type { Example } from '../api.ts';
import { checkName } from '../check/check-name.ts';
import type { BuildContext } from './build-context.ts';
import { buildHeaders } from './build-parameters.ts';
import { toJsonText } from './json-text.ts';

/** Builds the examples of a request. A body that is a string is plain text; any other body is JSON. */
export function buildExamples(examples: Located<ExampleEntry[]> | undefined, context: BuildContext): Example[] {
  if (!examples) return [];
  return examples.items().map((located) => {
    const example = located as Located<ExampleEntry>;
    const name = example.get('name');
    if (name) context.report(...checkName(name.text(), name));
    const body = example.get('body') as Located<unknown> | undefined;
    const isText = body?.is('scalar') && typeof body.value() === 'string';
    const text = body ? (isText ? context.text(body) : toJsonText(body, context, undefined)) : '';
    const headers = example.get('headers');
    return {
      name: name?.text() ?? '',
      status: example.get('status')?.value() ?? 200,
      headers: headers ? buildHeaders(headers as Located<HeaderEntries>, context, headerValueFault) : [],
      body: text,
      language: isText || !body ? 'text' : 'json',
    };
  });
}
