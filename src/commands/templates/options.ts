import type { CommonOptions } from '../command.ts';

/** Options of `templates`. */
export interface TemplatesOptions extends CommonOptions {
  /** Name of the template to show; without it, all are listed. */
  readonly name?: string | undefined;
}
