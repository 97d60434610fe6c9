import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { showPath } from '../../source/read.ts';
import type { Io } from '../io.ts';
import type { Session } from '../session.ts';
import { endUnsent } from '../target.ts';
import type { RunOptions } from './options.ts';
import { type PreparedRun, prepareRun } from './prepare.ts';
import { sendRun } from './send.ts';

/** A list of a run of several lists. */
interface Part {
  readonly path: string;
  readonly options: RunOptions;
  readonly run: PreparedRun;
}

/**
 * Runs several lists, one after the other. All are checked first: if one cannot run, none does. Ends early if the user
 * interrupts, and with `--bail` after the first list that fails.
 *
 * @returns the highest exit code, which is that of the most fundamental failure
 */
export async function runSeveral(given: Session, options: RunOptions, paths: readonly string[]): Promise<number> {
  const session = given.with({ readStdin: once(given.io.readStdin) });
  const parts: Part[] = [];
  const faults: { readonly path: string; readonly diagnostics: readonly Diagnostic[] }[] = [];
  for (const path of paths) {
    const own = { ...options, lists: [path] };
    const prepared = await prepareRun(session, own);
    if (prepared.value) parts.push({ path, options: own, run: prepared.value });
    else faults.push({ path, diagnostics: prepared.diagnostics });
    // A user who has interrupted a prompt must not get the next one.
    if (session.io.signal.aborted) break;
  }
  if (faults.length > 0) return endFaulty(session, faults);
  const shared = sharedReports(session.io, parts);
  if (shared.length > 0) return endUnsent(session, shared);
  return session.format === 'json' ? sendAsJson(session, parts) : sendAsText(session, parts);
}

/** Ends the command before anything was sent. Many messages say "the list", so the path comes before them. */
function endFaulty(session: Session, faults: readonly { path: string; diagnostics: readonly Diagnostic[] }[]): number {
  const all = faults.flatMap(({ diagnostics }) => diagnostics);
  if (session.format === 'json') return endUnsent(session, all);
  const codes = faults.map(({ path, diagnostics }) => {
    session.io.err(`${session.io.paint.err.bold(`${path}:`)}\n`);
    return endUnsent(session, diagnostics);
  });
  return Math.max(...codes);
}

async function sendAsText(session: Session, parts: readonly Part[]): Promise<number> {
  let worst = 0;
  for (const [index, { path, options, run }] of parts.entries()) {
    if (index > 0 && !options.quiet) session.print('\n');
    session.print(`${session.io.paint.out.bold(`${path}:`)}\n`);
    worst = Math.max(worst, await sendRun(session, options, run));
    if (endsHere(worst, options)) break;
  }
  return worst;
}

/** Prints one document, with that of each list in it. */
async function sendAsJson(session: Session, parts: readonly Part[]): Promise<number> {
  let worst = 0;
  const lists: object[] = [];
  for (const { path, options, run } of parts) {
    let text = '';
    const own = session.with({
      out: (more) => {
        text += more;
      },
    });
    worst = Math.max(worst, await sendRun(own, options, run));
    // A result with a secret in it is withheld. Then the diagnostics on standard error say so.
    lists.push({ list: path, ...(text === '' ? {} : JSON.parse(text)) });
    if (endsHere(worst, options)) break;
  }
  session.json(worst, [], { lists });
  return worst;
}

const endsHere = (exitCode: number, { bail }: RunOptions) => exitCode === 130 || (bail && exitCode !== 0);

/** Errors for reports that two lists would write to one file. */
function sharedReports(io: Io, parts: readonly Part[]): Diagnostic[] {
  const paths = parts.flatMap(({ run }) => run.settings.reports.map(({ path }) => path));
  const shared = new Set(paths.filter((path, index) => paths.indexOf(path) !== index));
  return [...shared].map((path) => {
    const reason = `several lists would write their report to ${showPath(path, io.cwd)}`;
    const help = 'write {slug} in the path, as in --report junit={slug}.xml: each list has its own slug';
    return diagnose('usage', { reason, help });
  });
}

/** Reads standard input only once: all lists get the same secret. */
function once(read: Io['readStdin']): Io['readStdin'] {
  let text: Promise<string> | undefined;
  return () => {
    text ??= read();
    return text;
  };
}
