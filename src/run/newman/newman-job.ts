import type { RunJob } from '../job.ts';

/** A JSON object. */
type JsonObject = Readonly<Record<string, unknown>>;

/** The two files that a run sends, as they were written. */
export interface RunFiles {
  readonly collection: JsonObject;
  readonly environment: JsonObject;
}

/** A job as newman takes it. Plain data: it crosses to the process that newman runs in. */
export interface NewmanJob extends Omit<RunJob, 'requestIds' | 'values'> {
  readonly collection: JsonObject;
  /** The environment as it was written, with the values of this job. */
  readonly environment: JsonObject;
  /** Ids of the requests to send; absent when all are. */
  readonly requestIds?: readonly string[];
}

/** Joins a job with the files that it is about. The files themselves are sent as they were written. */
export function toNewmanJob({ requestIds, values, ...job }: RunJob, files: RunFiles): NewmanJob {
  const wanted = new Set(requestIds);
  const isWhole = idsOf(files.collection).every((id) => wanted.has(id));
  return {
    ...job,
    collection: files.collection,
    environment: withValues(files.environment, values),
    ...(isWhole ? {} : { requestIds }),
  };
}

/** Ids of all requests of a collection. */
function idsOf(group: { readonly id?: unknown; readonly item?: unknown }): string[] {
  return Array.isArray(group.item) ? group.item.flatMap(idsOf) : [String(group.id)];
}

/** An environment with other values. Variables that only a script has set come last. */
function withValues(environment: JsonObject, values: RunJob['values']): JsonObject {
  const written = (environment.values ?? []) as readonly { readonly key: string }[];
  const known = new Set(written.map((variable) => variable.key));
  const more = Object.entries(values).filter(([key]) => !known.has(key));
  return {
    ...environment,
    values: [
      ...written.map((variable) => ({ ...variable, value: values[variable.key] ?? '' })),
      ...more.map(([key, value]) => ({ key, value })),
    ],
  };
}
