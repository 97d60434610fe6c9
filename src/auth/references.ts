/** The names of the variables in a text. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name = '']) => name);
}

/** The name of the variable when a text is exactly one variable; otherwise empty. */
export function soleName(text: string | undefined): string {
  return /^\{\{([^{}]+)\}\}$/.exec(text ?? '')?.[1] ?? '';
}
