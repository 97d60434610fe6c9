import { type Diagnostic, diagnose, hasErrors } from '../../diagnostics/diagnostic.ts';
import { showText } from '../../diagnostics/show-text.ts';
import { MAX_DESCRIPTION } from '../../import/openapi/read-root.ts';
import { type Against, compareWithDescription } from '../../library/against.ts';
import { readSource } from '../../source/read.ts';
import { loadLists } from '../lists/load-lists.ts';
import type { Session } from '../session.ts';
import type { CheckOptions } from './options.ts';

/**
 * Compares a list with a description. Returns exit code 2 if fewer operations are covered than `--min-coverage`, or if
 * something cannot be read.
 */
export async function checkAgainst(session: Session, options: CheckOptions, against: string): Promise<number> {
  const { io } = session;
  const least = Number(options['min-coverage'] ?? 0);
  if (!(least >= 0 && least <= 100)) {
    const help = 'write a number of percent, for example: --min-coverage 95';
    return session.end(2, [
      diagnose('usage', { reason: `--min-coverage ${options['min-coverage']} is not a number from 0 to 100`, help }),
    ]);
  }
  const loaded = await loadLists(io.cwd, options.lists ?? []);
  const [list, ...others] = loaded.value ?? [];
  const diagnostics: Diagnostic[] = [...loaded.diagnostics];
  if (!list || hasErrors(diagnostics)) return session.end(2, diagnostics);
  if (others.length > 0) {
    const help = 'write the path of one list after the command';
    return session.end(2, [...diagnostics, diagnose('usage', { reason: '--against compares one list', help })]);
  }
  const isUrl = /^https?:\/\//.test(against);
  const source = isUrl
    ? await (await import('./fetch-description.ts')).fetchDescription(session, list, against, options)
    : { ...readSource(against, { cwd: io.cwd, limit: MAX_DESCRIPTION }), exitCode: 2 };
  diagnostics.push(...source.diagnostics);
  if (!source.value) return session.end(source.exitCode, diagnostics);
  const result = compareWithDescription(list.api, source.value);
  diagnostics.push(...result.diagnostics);
  if (!result.value) return session.end(2, diagnostics);
  diagnostics.push(...report(result.value, least));
  const exitCode = hasErrors(diagnostics) ? 2 : 0;
  session.say(diagnostics);
  if (session.format === 'json') session.json(exitCode, diagnostics, { against: toJson(result.value) });
  else session.print(format(result.value, list.path, isUrl ? against : source.value.path));
  return exitCode;
}

/** Coverage in percent, rounded down to a tenth, so that 100 means all. */
const coverageOf = ({ covered, operations }: Against) => Math.floor((covered.length / operations) * 1000) / 10;

function report(against: Against, least: number): Diagnostic[] {
  const coverage = coverageOf(against);
  return [
    ...against.gone.map(({ method, name, origin }) => diagnose('not-in-description', { method, name }, origin)),
    ...against.differences.map(({ request, what }) =>
      diagnose('differs-from-description', { name: request.name, what }, request.origin),
    ),
    ...(coverage < least ? [diagnose('low-coverage', { coverage, least })] : []),
  ];
}

function format(against: Against, list: string, description: string): string {
  const { missing, covered, operations, gone, differences, format: kind } = against;
  const rows = missing.map(
    ({ method, path, summary }) =>
      `  missing  ${method.padEnd(7)} ${showText(path)}${summary === undefined ? '' : `  ${showText(summary)}`}`,
  );
  const counts = [
    `${missing.length} missing`,
    `${gone.length} not in the description`,
    `${differences.length} differences`,
  ];
  return `${[
    `${list} compared with ${showText(description)} (${kind}):`,
    ...rows,
    `coverage: ${coverageOf(against)} % (${covered.length} of ${operations} operations); ${counts.join(', ')}`,
  ].join('\n')}\n`;
}

function toJson(against: Against) {
  const { missing, covered, operations, gone, differences, format: kind, title } = against;
  const place = ({ origin }: { readonly origin: Against['gone'][number]['origin'] }) => ({
    file: origin.source.path,
    line: origin.source.text.slice(0, origin.start).split('\n').length,
  });
  return {
    title,
    format: kind,
    operations,
    covered: covered.length,
    coverage: coverageOf(against),
    missing: missing.map(({ method, path, id, summary }) => ({ method, path, id, summary })),
    gone: gone.map((request) => ({ name: request.name, method: request.method, ...place(request) })),
    differences: differences.map(({ request, what }) => ({ name: request.name, what, ...place(request) })),
  };
}
