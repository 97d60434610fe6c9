/** The runners of the table. */
export const names = ['newman', 'postman-cli 1.62', 'postmint'] as const;
export type RunnerName = (typeof names)[number];

/** An answer of the server: JSON, unless a header says otherwise. */
export interface Answer {
  readonly status?: number;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/** One request with a value that could arrive changed. */
export interface ValueRow {
  readonly name: string;
  /** Why the row is tested: what could go wrong. */
  readonly because: string;
  /** Variables of the row, as under `variables`. `v` is renamed, so that each row has its own. */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Values of a data row, instead of the list's. */
  readonly data?: Readonly<Record<string, string>>;
  /** What `/answer` answers. */
  readonly answer?: Answer;
  /** A request to `/answer` before the row's own, with these keys. */
  readonly first?: Readonly<Record<string, unknown>>;
  /** The entry of the list, in which `{{v}}`, `{v}` and `{+v}` are the row's variable. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** What the server answers to the row's own request. Default: `{}`. */
  readonly reply?: Answer;
  /** The row's own requests as they arrive: method, target, X-V, body. Empty if nothing may be sent. */
  readonly sent: string | RegExp | undefined;
  /** What other runners send, where that is not the same. */
  readonly differs?: Partial<Record<RunnerName, string>>;
  /** Whether the run of the row must fail, in all runners. */
  readonly red?: true;
}

/** The name of the variable of a row. */
const own = (text: string, nth: number) => text.replace(/\{(\{?|\+)(v|w)(?=\})/g, `{$1$2_${nth}`);
const rename = <Value>(values: Readonly<Record<string, Value>>, nth: number) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${name}_${nth}`, value]));

/**
 * Returns a list with all rows, as YAML: one line for each request. Requests are known to the server by the header X-Row.
 */
export function listOfRows(rows: readonly ValueRow[]): string {
  const variables = rows.flatMap((row, nth) => Object.entries(rename(row.variables ?? {}, nth)));
  const lines = rows.flatMap(({ name, first, entry }, nth) => {
    const line = (more: object, row: string, keys: Readonly<Record<string, unknown>>) => {
      const { headers = {}, ...others } = keys as { headers?: object };
      const whole = { ...more, safe: true, ...others, headers: { ...headers, 'X-Row': row } };
      return `  - ${own(JSON.stringify(whole).replaceAll('NTH', String(nth)), nth)}`;
    };
    const { save, ...others } = first ?? {};
    const saves = save === undefined ? {} : { save: rename(save as object as Record<string, unknown>, nth) };
    const before = line({ name: `${name}: first`, request: `GET /answer/${nth}` }, '-', { ...others, ...saves });
    return [...(first ? [before] : []), line({ name }, String(nth), entry)];
  });
  return [
    'name: Variants',
    // JSON has no number with the digits of its text.
    `variables: ${JSON.stringify(Object.fromEntries(variables)).replace(/"DIGITS([^"]+)"/g, '$1')}`,
    'environments: { dev: { base_url: "http://127.0.0.1:9" } }',
    'endpoints:',
    ...lines,
    '',
  ].join('\n');
}

/** The data row with the values of all rows; undefined if none has any. */
export function dataOfRows(rows: readonly ValueRow[]): Readonly<Record<string, string>>[] | undefined {
  const entries = rows.flatMap(({ data = {} }, nth) => Object.entries(rename(data, nth)));
  return entries.length > 0 ? [Object.fromEntries(entries)] : undefined;
}
