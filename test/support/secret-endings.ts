import type { SecretListOptions } from './secret-list.ts';
import type { Violence } from './spied-run.ts';

/** A way in which a run ends. */
export interface SecretEnding {
  /** What a run does then. */
  readonly name: string;
  /** Why it is one of its own: what is printed and written then, and by whom. */
  readonly reason: string;
  /** The exit code of ours. */
  readonly exitCode: number;
  readonly list: SecretListOptions;
  readonly refuses: boolean;
  /** Whether the time for the whole run is shorter than the last request takes. */
  readonly timeout?: true;
  /** What is done to the run; a runner can crash in two ways: with a dump of its memory, and without. */
  readonly violence?: (dumps: boolean) => Violence;
}

const good = { fails: false, hangs: false };
const bad = { fails: true, hangs: false };
const endless = { fails: true, hangs: true };

/** The ways in which a run ends. */
export const secretEndings: readonly SecretEnding[] = [
  {
    name: 'passes',
    reason: 'nothing is wrong, and nothing has to be shown',
    exitCode: 0,
    list: good,
    refuses: false,
  },
  {
    name: 'fails',
    reason: 'every expectation is false, and actual values are shown',
    exitCode: 1,
    list: bad,
    refuses: false,
  },
  {
    name: 'is refused the sign-in',
    reason: 'the refusal quotes the password, the client and tokens of others',
    exitCode: 3,
    list: bad,
    refuses: true,
  },
  {
    name: 'times out',
    reason: 'what was gathered so far is shown',
    exitCode: 5,
    list: endless,
    refuses: false,
    timeout: true,
  },
  {
    name: 'crashes',
    reason: 'nobody clears up, and the memory may be dumped',
    exitCode: 5,
    list: endless,
    refuses: false,
    violence: (dumps) => (dumps ? 'SIGSEGV' : 'SIGKILL'),
  },
  {
    name: 'is interrupted',
    reason: 'Ctrl-C: all the processes end at once, with a report of what was',
    exitCode: 130,
    list: endless,
    refuses: false,
    violence: () => 'Ctrl-C',
  },
];
