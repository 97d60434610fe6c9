import type { Origin } from '../diagnostics/origin.ts';

/** A key and a value, as in a header, a query or a form. */
export interface Parameter {
  readonly key: string;
  /** null for a key without "=". */
  readonly value: string | null;
  readonly disabled: boolean;
  readonly description?: string;
  /** False if the list sends the values of its variables as they are, without encoding them for a URL. */
  readonly encode?: false;
  /** Whether it is sent even if it is just an optional variable without a value. */
  readonly keepEmpty?: true;
}

/** The body of a request. */
export type Body =
  | {
      readonly mode: 'raw';
      readonly language: 'json' | 'text' | 'xml';
      readonly text: string;
      /** Names of variables inside JSON strings. Their values must be escaped before they are inserted. */
      readonly escaped: readonly string[];
    }
  | { readonly mode: 'urlencoded'; readonly fields: readonly Parameter[] }
  | { readonly mode: 'formdata'; readonly fields: readonly MultipartField[] }
  | {
      readonly mode: 'graphql';
      readonly query: string;
      /** JSON text; empty if there are none. */
      readonly variables: string;
      readonly operation?: string;
      /** Names of variables inside strings. Their values must be escaped before they are inserted. */
      readonly escaped: readonly string[];
    }
  | { readonly mode: 'file'; readonly file: Upload };

/** A field of a multipart body: its value, or a file. */
export interface MultipartField extends Parameter {
  /** Content-Type of the field. */
  readonly type?: string;
  readonly file?: Upload;
}

/** A file that is sent. It is read when the request is sent, not when the files are generated. */
export interface Upload {
  /** Relative to the folder of the list, with "/". */
  readonly path: string;
  readonly origin: Origin;
}

/** Returns the files that a request sends. */
export function uploadsOf({ body }: { readonly body?: Body }): Upload[] {
  if (body?.mode === 'file') return [body.file];
  if (body?.mode !== 'formdata') return [];
  return body.fields.flatMap(({ file, disabled }) => (file && !disabled ? [file] : []));
}
