import type { Args, Code } from './catalogue.ts';
import type { Explanation } from './explanations/explanation.ts';
import { filesExplanations } from './explanations/files.ts';
import { listExplanations } from './explanations/list.ts';
import { outcomeExplanations } from './explanations/outcome.ts';
import { requestExplanations } from './explanations/request.ts';
import { runExplanations } from './explanations/run.ts';
import { sourceExplanations } from './explanations/source.ts';

/**
 * The explanation of every code: a code without one does not compile. Commands load the catalogue only; this much text
 * is loaded where it is shown.
 */
export const explanations: { readonly [C in Code]: Explanation<Args<C>> } = {
  ...sourceExplanations,
  ...listExplanations,
  ...requestExplanations,
  ...filesExplanations,
  ...runExplanations,
  ...outcomeExplanations,
};
