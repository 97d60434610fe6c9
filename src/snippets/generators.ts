import type { DraftBody, DraftField, DraftRequest, Language } from './draft.ts';
import { type Holes, literal } from './holes.ts';

/** Writes a request in a language. Holes are markers in its text. */
export type Generator = (request: DraftRequest, holes: Holes) => string;

const options = { indentCount: 2, indentType: 'Space', multiLine: true, longFormat: true, silent: true } as const;

/** The part of a generator's module that is used here. */
interface CodegenModule {
  readonly default: {
    convert(
      request: object,
      options: Readonly<Record<string, string | number | boolean>>,
      done: (error: unknown, text: string) => void,
    ): void;
  };
}

/** Loads Postman's own generators: those of the app's "Code snippet". */
export async function loadGenerators(): Promise<Readonly<Record<Language, Generator>>> {
  const [curl, javascript, python]: CodegenModule[] = await Promise.all([
    // @ts-expect-error: the package has no types.
    import('postman-code-generators/codegens/curl/lib/index.js'),
    // @ts-expect-error
    import('postman-code-generators/codegens/js-fetch/lib/index.js'),
    // @ts-expect-error
    import('postman-code-generators/codegens/python-requests/lib/index.js'),
  ]);
  const toGenerator =
    (module: CodegenModule | undefined): Generator =>
    (request, holes) => {
      let text = '';
      const given = { ...options, followRedirect: request.followsRedirects };
      module?.default.convert(toSdkRequest(request, holes), given, (error, made) => {
        if (error) throw error;
        text = made;
      });
      return text;
    };
  return { curl: toGenerator(curl), javascript: toGenerator(javascript), python: toGenerator(python) };
}

/** A field, as in a `FormParam` of Postman's SDK. */
interface Param {
  readonly key: string;
  readonly type: 'text' | 'file';
  readonly value?: string;
  readonly src?: string;
  readonly contentType?: string | undefined;
}

/**
 * The members of the SDK's `Request` that the generators read. They decode and encode some characters of a URL in
 * different ways; what is given to them here is encoded, so the URL is one text, which none of them changes.
 */
function toSdkRequest({ method, url, headers, body }: DraftRequest, holes: Holes): object {
  const address = holes.mark(url);
  const list = headers.map(({ key, value }) => ({ key, value: holes.mark(value) }));
  const find = (key: string) => list.find((header) => header.key.toLowerCase() === key.toLowerCase());
  return {
    method,
    url: { host: [address], getHost: () => address, toString: () => address },
    headers: { has: (key: string) => find(key) !== undefined, get: (key: string) => find(key)?.value },
    addHeader: (header: { readonly key: string; readonly value: string }) => list.push(header),
    ...(body ? { body: toSdkBody(body, holes) } : {}),
    toJSON: () => ({ header: [...list], ...(body ? { body: contentOf(body, holes) } : {}) }),
  };
}

function toSdkBody(body: DraftBody, holes: Holes): object {
  let content = contentOf(body, holes);
  return {
    ...content,
    isEmpty: () => false,
    // The generators split fields with several files, and put the result back.
    formdata: { members: content.formdata ?? [] },
    urlencoded: { members: content.urlencoded ?? [] },
    update: (changed: Content) => {
      content = changed;
    },
    toJSON: () => content,
  };
}

interface Content {
  readonly mode: string;
  readonly raw?: string;
  readonly urlencoded?: readonly Param[];
  readonly formdata?: readonly Param[];
  readonly file?: { readonly src: string };
}

function contentOf(body: DraftBody, holes: Holes): Content {
  const param = ({ key, value, file, type }: DraftField): Param =>
    file === undefined
      ? { key, type: 'text', value: holes.mark(value), contentType: type }
      : { key, type: 'file', src: holes.mark([literal(file)]), contentType: type };
  switch (body.mode) {
    case 'form':
      return { mode: 'urlencoded', urlencoded: body.fields.map(param) };
    case 'multipart':
      return { mode: 'formdata', formdata: body.fields.map(param) };
    case 'file':
      return { mode: 'file', file: { src: holes.mark([literal(body.path)]) } };
    default:
      return { mode: 'raw', raw: holes.mark(body.text) };
  }
}
