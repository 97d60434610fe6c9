import type { Args, Code } from './catalogue.ts';
import type { Explanation } from './explanations/explanation.ts';
import { filesExplanations } from './explanations/files.ts';
import { importExplanations } from './explanations/import.ts';
import { includeExplanations } from './explanations/include.ts';
import { listExplanations } from './explanations/list.ts';
import { outcomeExplanations } from './explanations/outcome.ts';
import { requestExplanations } from './explanations/request.ts';
import { runExplanations } from './explanations/run.ts';
import { sendingExplanations } from './explanations/sending.ts';
import { sourceExplanations } from './explanations/source.ts';

/**
 * The explanation of every code. A code without an explanation does not compile. Explanations are separate from the
 * catalogue, because commands need only the catalogue.
 */
export const explanations: { readonly [C in Code]: Explanation<Args<C>> } = {
  ...sourceExplanations,
  ...listExplanations,
  ...includeExplanations,
  ...requestExplanations,
  ...sendingExplanations,
  ...filesExplanations,
  ...importExplanations,
  ...runExplanations,
  ...outcomeExplanations,
};
