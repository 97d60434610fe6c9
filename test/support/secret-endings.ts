import type { SecretListOptions } from './secret-list.ts';
import type { Violence } from './spied-run.ts';

/** A way in which a run ends. */
export interface SecretEnding {
  /** Continues the sentence "a run that …". */
  readonly name: string;
  /** Why this ending is tested: what it causes to be printed or written. */
  readonly reason: string;
  /** The exit code of postmint. */
  readonly exitCode: number;
  readonly list: SecretListOptions;
  /** Whether the sign-in is refused. */
  readonly refuses: boolean;
  /** Whether the run has a time limit that ends during the last request. */
  readonly timeout?: true;
  /** How the run is ended from outside. A runner can crash with a core dump (`dumps`) or without one. */
  readonly violence?: (dumps: boolean) => Violence;
}

const good = { fails: false, hangs: false };
const bad = { fails: true, hangs: false };
const endless = { fails: true, hangs: true };

/** All the ways in which a run can end. */
export const secretEndings: readonly SecretEnding[] = [
  {
    name: 'passes',
    reason: 'no values have to be shown',
    exitCode: 0,
    list: good,
    refuses: false,
  },
  {
    name: 'fails',
    reason: 'every expectation fails, and actual values are shown',
    exitCode: 1,
    list: bad,
    refuses: false,
  },
  {
    name: 'cannot sign in',
    reason: 'the refusal quotes the password, the client secret and all tokens',
    exitCode: 3,
    list: bad,
    refuses: true,
  },
  {
    name: 'times out',
    reason: 'the results so far are shown',
    exitCode: 5,
    list: endless,
    refuses: false,
    timeout: true,
  },
  {
    name: 'crashes',
    reason: 'temporary files are not removed, and the system may write a core dump',
    exitCode: 5,
    list: endless,
    refuses: false,
    violence: (dumps) => (dumps ? 'SIGSEGV' : 'SIGKILL'),
  },
  {
    name: 'is interrupted',
    reason: 'Ctrl-C ends all processes at once, and the results so far are reported',
    exitCode: 130,
    list: endless,
    refuses: false,
    violence: () => 'Ctrl-C',
  },
];
