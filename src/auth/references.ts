/** Names of the variables in a text of a template. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name = '']) => name);
}

/** The variable that a text is, and nothing else; empty when there is more to it, or no text at all. */
export function soleName(text: string | undefined): string {
  return /^\{\{([^{}]+)\}\}$/.exec(text ?? '')?.[1] ?? '';
}
