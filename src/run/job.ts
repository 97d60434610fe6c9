/** Variables of one iteration. */
export type DataRow = Readonly<Record<string, string>>;

/** How long a run waits, and how fast it sends. Milliseconds. */
export interface Limits {
  /** Longest time from sending a request to the end of its answer. */
  readonly timeoutRequest: number;
  /** Longest time for one script, the requests that it sends included. */
  readonly timeoutScript: number;
  /** Pause between two requests. */
  readonly delay: number;
}

/** Which certificates a run trusts, and which ones it shows. Paths are absolute. */
export interface Tls {
  /** Whether certificates are not checked at all. */
  readonly insecure: boolean;
  readonly caFile?: string;
  readonly clientCert?: string;
  readonly clientKey?: string;
}

/** A sign-in: the variable that holds whom its token is for, and the secrets that it sends. */
export interface SignInSecrets {
  readonly issuedFor: string;
  readonly secrets: readonly string[];
}

/**
 * What an engine has to send, and how. It names requests by their ids and knows nothing of Postman's JSON: an engine that
 * reads the generated files was given them when it was made. Plain data, so that it can cross a process.
 */
export interface RunJob {
  /** Ids of the requests to send, token requests included. Their order is that of the collection. */
  readonly requestIds: readonly string[];
  /** Values of the environment's variables when the job starts. */
  readonly values: Readonly<Record<string, string>>;
  /** One row for each iteration; empty rows where there is no data file. */
  readonly rows: readonly DataRow[];
  readonly limits: Limits;
  readonly tls: Tls;
  /** Sign-ins whose secrets may come with a row: another password needs another sign-in. */
  readonly signIns: readonly SignInSecrets[];
  /** Names of the variables whose values are secrets, so that values that scripts set can be hidden as well. */
  readonly secretVariables: readonly string[];
}
