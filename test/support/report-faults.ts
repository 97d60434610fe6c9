import type { AssertionResult, RequestResult, RunResult } from '../../src/run/run-result.ts';
import { type Element, elementsIn } from './read-xml.ts';

type Check = (value: unknown) => boolean;
type Fields<T> = Readonly<Record<keyof T, Check>>;

const isText: Check = (value) => typeof value === 'string';
const isFilled: Check = (value) => typeof value === 'string' && value !== '';
const isFlag: Check = (value) => typeof value === 'boolean';
const isCount: Check = (value) => Number.isInteger(value) && (value as number) >= 0;
const isTime: Check = (value) => Number.isFinite(value) && (value as number) >= 0;
const isDate: Check = (value) => typeof value === 'string' && new Date(value).toJSON() === value;
const isList: Check = (value) => Array.isArray(value);
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

// These tables do not compile if a field is added to the types and not here.
const result: Fields<RunResult> = {
  collection: isFilled,
  environment: isFilled,
  engine: isFilled,
  startedAt: isDate,
  duration: isTime,
  exitCode: oneOf(0, 1, 2, 3, 4, 5, 130),
  stop: maybe(isFilled),
  requests: isList,
  leftOut: isList,
  totals: isObject,
  diagnostics: isList,
};
const totals: Fields<RunResult['totals']> = {
  planned: isCount,
  sent: isCount,
  repeated: maybe(isCount),
  byScripts: maybe(isCount),
  skipped: maybe(isCount),
  passed: isCount,
  failed: isCount,
  assertions: isCount,
  failedAssertions: isCount,
  leftOut: isCount,
};
const request: Fields<RequestResult> = {
  id: isFilled,
  name: isFilled,
  folders: (value) => Array.isArray(value) && value.every(isFilled),
  method: isFilled,
  url: isFilled,
  iteration: isCount,
  outcome: oneOf('passed', 'failed', 'no-answer', 'not-run', 'skipped'),
  status: maybe(isCount),
  time: maybe(isTime),
  at: maybe(isTime),
  line: maybe(isCount),
  file: maybe(isFilled),
  size: maybe(isCount),
  assertions: isList,
  sent: maybe(isObject),
  answer: maybe(isText),
  reason: maybe(isText),
  signIn: maybe(isFlag),
};
const assertion: Fields<AssertionResult> = {
  name: isFilled,
  passed: isFlag,
  message: maybe(isText),
  line: maybe(isCount),
  file: maybe(isFilled),
};
const diagnostic = { code: isFilled, severity: oneOf('error', 'warning', 'note'), message: isFilled };

function wrongFields(value: unknown, fields: Readonly<Record<string, Check>>, path: string): string[] {
  if (!isObject(value)) return [path];
  const object = value as Record<string, unknown>;
  return Object.entries(fields).flatMap(([key, check]) => (check(object[key]) ? [] : [`${path}.${key}`]));
}

function wrongItems(value: unknown, fields: Readonly<Record<string, Check>>, path: string): string[] {
  return (Array.isArray(value) ? value : []).flatMap((item, at) => wrongFields(item, fields, `${path}[${at}]`));
}

/** Faults of a JSON report: paths of invalid fields, and totals that do not match the requests. */
export function jsonReportFaults(report: unknown): string[] {
  const found = [
    ...wrongFields(report, result, '$'),
    ...wrongItems((report as RunResult)?.requests, request, '$.requests'),
  ];
  if (found.length > 0) return found;
  const run = report as RunResult & { readonly postmint?: unknown };
  const assertions = run.requests.flatMap((request) => request.assertions);
  const count = (...outcomes: readonly string[]) =>
    run.requests.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const sums = {
    sent: count('passed', 'failed', 'no-answer'),
    passed: count('passed'),
    failed: count('failed', 'no-answer'),
    assertions: assertions.length,
    failedAssertions: assertions.filter(({ passed }) => !passed).length,
    leftOut: run.leftOut.length,
  };
  return [
    ...(run.postmint === 1 ? [] : ['$.postmint']),
    ...wrongFields(run.totals, totals, '$.totals'),
    ...run.requests.flatMap((item, at) => wrongItems(item.assertions, assertion, `$.requests[${at}].assertions`)),
    ...wrongItems(run.diagnostics, diagnostic, '$.diagnostics'),
    ...Object.entries(sums).flatMap(([key, sum]) =>
      run.totals[key as keyof typeof sums] === sum ? [] : [`$.totals.${key} is not ${sum}`],
    ),
  ];
}

/** Faults of a JUnit report: counts of a suite that do not match its test cases, and cases without a name. */
export function junitFaults(root: Element): string[] {
  const countsOf = (cases: readonly Element[]) => {
    const having = (name: string) =>
      cases.filter(({ children }) => children.some((child) => child.name === name)).length;
    return { tests: cases.length, failures: having('failure'), errors: having('error'), skipped: having('skipped') };
  };
  const wrong = ({ attributes }: Element, { skipped, ...counts }: ReturnType<typeof countsOf>, isRoot: boolean) =>
    Object.entries(isRoot ? counts : { ...counts, skipped }).flatMap(([key, count]) =>
      attributes[key] === String(count) ? [] : [`${key} is not ${count}`],
    );
  const cases = elementsIn(root, 'testcase');
  const suites = elementsIn(root, 'testsuite');
  return [
    ...(root.name === 'testsuites' && suites.length > 0 ? [] : ['no suites']),
    ...wrong(root, countsOf(cases), true),
    ...suites.flatMap((suite) => wrong(suite, countsOf(elementsIn(suite, 'testcase')), false)),
    ...cases
      .filter(({ attributes }) => !attributes['classname'] || !attributes['name'])
      .map(() => 'a case without a name'),
  ];
}
