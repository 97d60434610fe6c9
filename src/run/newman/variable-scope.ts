/** Variables as postman-runtime holds them. */
export interface VariableScope {
  readonly values?: {
    each(visit: (variable: { key: string; value: unknown; disabled?: boolean }) => void): void;
  };
}

/** The values of variables as texts, by name, without those that are switched off. Objects and lists are JSON. */
export function valuesOf({ values }: VariableScope): Record<string, string> {
  const entries: [string, string][] = [];
  values?.each(({ key, value, disabled }) => {
    const isNested = typeof value === 'object' && value !== null;
    if (!disabled) entries.push([key, isNested ? JSON.stringify(value) : String(value ?? '')]);
  });
  return Object.fromEntries(entries);
}
