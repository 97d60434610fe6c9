import type { RunJob } from '../job.ts';
import { sendLast, withRequests } from './send-last.ts';

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The generated collection and environment, as parsed JSON. */
export interface RunFiles {
  readonly collection: JsonObject;
  readonly environment: JsonObject;
  /** Globals, as Postman exports them. Absent: there are none. */
  readonly globals?: JsonObject;
  /** Absolute path of the folder that they are in, which the paths of uploads are relative to. Absent: none is sent. */
  readonly folder?: string;
}

/** A job together with the files. It is plain data, so it can be sent to the newman process. */
export interface NewmanJob extends Omit<RunJob, 'requestIds' | 'values' | 'last'> {
  readonly collection: JsonObject;
  /** The generated environment, with the values of this job. */
  readonly environment: JsonObject;
  readonly globals?: JsonObject;
}

/**
 * Combines a job with the generated files. What is on disk is what is sent: only requests that are sent last are moved to
 * the end, and those that are not sent are omitted.
 *
 * Scripts of the collection, its folders and a request stay scripts of their own, although each costs a few milliseconds: a
 * script begins when the requests of the one before it are answered. As one script, `before` of a list would read the token
 * before the guard's sign-in has set it.
 */
export function toNewmanJob({ requestIds, values, last, ...job }: RunJob, files: RunFiles): NewmanJob {
  const wanted = new Set(requestIds);
  const isWhole = idsOf(files.collection).every((id) => wanted.has(id));
  const chosen = isWhole ? files.collection : withRequests(files.collection, wanted);
  return {
    ...job,
    collection: last ? sendLast(chosen, last) : chosen,
    environment: withValues(files.environment, values),
    ...(files.globals ? { globals: files.globals } : {}),
  };
}

/** Returns the ids of all requests in a collection. */
function idsOf(group: { readonly id?: unknown; readonly item?: unknown }): string[] {
  return Array.isArray(group.item) ? group.item.flatMap(idsOf) : [String(group.id)];
}

/** Returns an environment with other values. Variables that only a script has set are added at the end. */
function withValues(environment: JsonObject, values: RunJob['values']): JsonObject {
  const written = (environment.values ?? []) as readonly { readonly key: string; readonly value?: unknown }[];
  const known = new Set(written.map((variable) => variable.key));
  const more = Object.entries(values).filter(([key]) => !known.has(key));
  return {
    ...environment,
    values: [
      ...written.map((variable) => ({
        ...variable,
        value: Object.hasOwn(values, variable.key)
          ? values[variable.key]
          : variable.value === undefined
            ? ''
            : variable.value,
      })),
      ...more.map(([key, value]) => ({ key, value })),
    ],
  };
}
