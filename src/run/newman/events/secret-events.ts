import { isSecretName } from '../../../notation/secret-name.ts';
import type { RunEvent } from '../../runner.ts';
import type { NewmanJob } from '../newman-job.ts';

/**
 * Most characters of secrets in one run, from answers and from variables. Masking needs twenty times their size in
 * memory.
 */
const MAX_LEARNT = 500_000;
const MAX_OWN = 5_000_000;

/**
 * Returns whether a variable is a secret. Where scripts decide what is sent, they also make variables that nobody declared:
 * those are secrets if they are named like one.
 */
export function secretVariablesOf({ secretVariables, flow }: NewmanJob): (name: string) => boolean {
  const known = new Map(secretVariables.map((name) => [name, true]));
  return (name) => {
    const found = known.get(name) ?? (flow === 'scripts' && isSecretName(name));
    known.set(name, found);
    return found;
  };
}

/** Reports a secret: one from an answer, or the value of a variable. */
export type LearnSecret = (value: string, kind: 'learnt' | 'own') => void;

/** Reports each value once; every script ends with the same environment. Stops at the limits of memory. */
export function secretsOf(emit: (event: RunEvent) => void): LearnSecret {
  const known = new Set<string>();
  const left = { learnt: MAX_LEARNT, own: MAX_OWN };
  return (value, kind) => {
    if (known.has(value)) return;
    left[kind] -= value.length;
    if (left[kind] < 0) {
      emit({ type: 'too-many-secrets' });
      return;
    }
    known.add(value);
    emit({ type: 'secret', value, ...(kind === 'learnt' ? { learnt: true } : {}) });
  };
}
