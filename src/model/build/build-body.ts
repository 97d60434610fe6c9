import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { FileReference, LongGraphql, RequestEntry } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import type { Body } from '../api.ts';
import { hideInXml } from '../literal-braces.ts';
import { buildGraphql } from './body/build-graphql.ts';
import { buildMultipart } from './body/build-multipart.ts';
import { buildUpload } from './body/build-upload.ts';
import type { BuildContext } from './build-context.ts';
import { buildParameters } from './build-parameters.ts';
import { toJsonText } from './json-text.ts';

const bodyKeys = ['json', 'form', 'multipart', 'text', 'xml', 'graphql', 'file'] as const;

/** Builds a request's body from `json`, `form` or another of its keys; undefined if none is written. Two are an error. */
export function buildBody(entry: Located<RequestEntry>, context: BuildContext): Body | undefined {
  const written = entry.entries().flatMap(({ key }) => bodyKeys.filter((bodyKey) => bodyKey === key));
  const [key, second] = written;
  if (key === undefined) return undefined;
  if (second !== undefined) {
    context.report(diagnose('several-bodies', { keys: written }, entry.keyOrigin(second)));
  }
  switch (key) {
    case 'json':
      return buildJson(entry.get('json') as Located<unknown> | undefined, context);
    case 'form': {
      const form = entry.get('form');
      return { mode: 'urlencoded', fields: form ? buildParameters(form, 'form', context) : [] };
    }
    case 'multipart': {
      const multipart = entry.get('multipart');
      return { mode: 'formdata', fields: multipart ? buildMultipart(multipart, context) : [] };
    }
    case 'graphql': {
      const located = entry.get('graphql') as Located<string | FileReference | LongGraphql> | undefined;
      return located && buildGraphql(located, context);
    }
    case 'file': {
      const located = entry.get('file');
      const file = located && buildUpload(located, context);
      return file && { mode: 'file', file };
    }
    default: {
      const located = entry.get(key);
      const text = located ? context.textOrFile(located) : '';
      const sent = key === 'xml' ? hideInXml(text, context.literal) : text;
      return { mode: 'raw', language: key, text: sent, escaped: [] };
    }
  }
}

function buildJson(json: Located<unknown> | undefined, context: BuildContext): Body {
  const escaped = new Set<string>();
  if (json?.is('scalar') && /^\s*[[{]/.test(json.text()) && !json.text().startsWith('{{')) {
    context.report(diagnose('json-as-text', {}, json));
  }
  const text = json ? toJsonText(json, context, escaped) : 'null';
  context.noteAlone(text);
  return { mode: 'raw', language: 'json', text, escaped: [...escaped] };
}
