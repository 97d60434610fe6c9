import { dirname, relative, resolve, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { fileKinds } from '../../output/file-kinds.ts';
import { whenAborted } from '../../run/when-aborted.ts';
import { showPath } from '../../source/read.ts';
import type { Session } from '../session.ts';
import { findLists } from './find-lists.ts';

/** Time without a further change before the lists are read, in milliseconds: several files may be saved at once. */
const SETTLE = 50;

/** What one pass over the lists did. */
export interface Passed {
  readonly exitCode: number;
  /** Whether a file was written or removed. */
  readonly changed: boolean;
}

/** Options of a command that can watch its lists. */
interface WatchOptions {
  readonly lists?: readonly string[] | undefined;
}

/**
 * Makes a pass over lists, and another one whenever a file in their folders changes, until Ctrl-C, which is the normal end. A
 * pass that changes nothing and says what the last one said prints nothing. Returns 0, or 2 if nothing can be watched.
 *
 * @param refused options that cannot be used beside `--watch`
 * @param pass is given a session that keeps what it prints, and the paths of the lists
 */
export async function watchLists(
  session: Session,
  options: WatchOptions,
  refused: readonly string[],
  pass: (session: Session, lists: readonly string[]) => Promise<Passed>,
): Promise<number> {
  const { io } = session;
  const given = [...(session.format === 'json' ? ['--format json'] : []), ...refused];
  if (given[0]) {
    const reason = `--watch and ${given[0]} cannot be used together`;
    return session.end(2, [diagnose('usage', { reason, help: `remove ${given[0]}` })]);
  }
  const found = findLists(io.cwd, options.lists ?? []);
  if (!found.value) return session.end(2, found.diagnostics);
  const lists = found.value;
  const folders = [...new Set(lists.map((path) => dirname(resolve(io.cwd, path))))];
  const watcher = watch(folders, {
    ignored: (path) => folders.every((folder) => isIgnored(relative(folder, path))),
    ignoreInitial: true,
  });
  const passes = new Passes(session, (kept) => pass(kept, lists));
  watcher.on('all', (_event, path) => passes.ask(path));
  try {
    await begun(watcher);
    await passes.next();
    session.print(io.paint.out.dim('watching for changes (stop with Ctrl-C)\n'));
    await ended(watcher, io.signal);
    return 0;
  } catch (error) {
    const reason = `cannot watch the folder: ${(error as NodeJS.ErrnoException).code ?? error}`;
    return session.end(2, [diagnose('usage', { reason, help: `run ${session.command} without --watch` })]);
  } finally {
    passes.stop();
    await watcher.close();
  }
}

/** True for a path that no list reads, by its path from the folder of a list. */
function isIgnored(path: string): boolean {
  const parts = path.split(sep);
  const others = ['..', 'node_modules', '.git'];
  // While a file is written, it has a longer name.
  const isGenerated = Object.values(fileKinds).some(({ ending }) => path.includes(ending));
  return isGenerated || others.some((name) => parts.includes(name));
}

const begun = (watcher: FSWatcher) =>
  new Promise<void>((resolve, reject) => watcher.on('ready', resolve).on('error', reject));

/** Resolves at Ctrl-C. Rejects if the watcher fails. */
const ended = (watcher: FSWatcher, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    watcher.on('error', reject);
    whenAborted(signal, resolve);
  });

/** The passes over the lists: one after the other, each a moment after the last change. */
class Passes {
  private readonly session: Session;
  private readonly make: (session: Session) => Promise<Passed>;
  private readonly changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  /** What the last pass said, and how it ended. */
  private last = '';

  constructor(session: Session, make: (session: Session) => Promise<Passed>) {
    this.session = session;
    this.make = make;
  }

  /** Asks for a pass, because a file changed. */
  ask(path: string): void {
    this.changed.add(path);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.next(), SETTLE);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** Begins a pass when the one before is over. */
  next(): Promise<void> {
    this.running = this.running.then(() => this.pass());
    return this.running;
  }

  private async pass(): Promise<void> {
    const { io } = this.session;
    const printed: { readonly to: 'out' | 'err'; readonly text: string }[] = [];
    const keep = (to: 'out' | 'err') => (text: string) => printed.push({ to, text });
    const names = [...this.changed].map((path) => showPath(path, io.cwd));
    this.changed.clear();
    const kept = this.session.with({ out: keep('out'), err: keep('err') });
    const { exitCode, changed } = await this.make(kept);
    const said = printed.flatMap(({ to, text }) => (to === 'err' ? [text] : [])).join('');
    const now = `${exitCode} ${said}`;
    if (now === this.last && !changed) return;
    this.last = now;
    if (names.length > 0) {
      const more = names.length > 3 ? ', …' : '';
      this.session.print(io.paint.out.dim(`\nchanged: ${names.slice(0, 3).join(', ')}${more}\n`));
    }
    for (const { to, text } of printed) if (text !== '') io[to](text);
  }
}
