/** Variables as postman-runtime holds them. */
export interface VariableScope {
  readonly values?: { each(visit: (variable: { key: string; value: unknown }) => void): void };
}

/** The values of variables as texts, by name. */
export function valuesOf({ values }: VariableScope): Record<string, string> {
  const entries: [string, string][] = [];
  values?.each(({ key, value }) => entries.push([key, String(value ?? '')]));
  return Object.fromEntries(entries);
}
