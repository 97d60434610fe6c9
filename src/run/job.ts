/**
 * A value of a data row: the text of a variable, or an object or list, which only scripts can read. Numbers, booleans and
 * null occur where no list declares types.
 */
export type DataValue = string | number | boolean | null | { readonly [key: string]: unknown } | readonly unknown[];

/** Values in one iteration, from a row of the data file. Texts replace the variables of the environment. */
export type DataRow = Readonly<Record<string, DataValue>>;

/** Limits of a run. Times are in milliseconds. */
export interface Limits {
  /** Longest time from sending a request to the end of its answer. */
  readonly timeoutRequest: number;
  /** Longest time for one script, including the requests that it sends. */
  readonly timeoutScript: number;
  /** Pause between two requests. */
  readonly delay: number;
  /** Largest body of an answer in bytes, after decompression; default: 10 MB. */
  readonly maxResponse?: number;
}

/**
 * The certificates that a run trusts, and the client certificate that it sends: `clientCert` with `clientKey`, or
 * `clientPfx`. Paths are absolute.
 */
export interface Tls {
  /** True to accept any certificate. */
  readonly insecure: boolean;
  readonly caFile?: string;
  readonly clientCert?: string;
  readonly clientKey?: string;
  /** PKCS #12 file with certificate and key. */
  readonly clientPfx?: string;
  /** Opens an encrypted key or the PKCS #12 file. */
  readonly passphrase?: string;
  /** The client certificate is sent to these origins only, such as `https://shop.test:8443`; absent: to all. */
  readonly clientOrigins?: readonly string[];
}

/** The secrets of a sign-in, and the variable to clear when one of them changes. */
export interface SignInSecrets {
  /** Variable that identifies the user, client and server that the token is for. If it is empty, the guard signs in again. */
  readonly issuedFor: string;
  /** Names of the secrets that the sign-in sends. */
  readonly secrets: readonly string[];
}

/** The user of requests without credentials. No identity can have this name. */
export const NOBODY = 'none';

/**
 * Whose cookies a request uses: names of identities, an empty text for that of `auth`, {@link NOBODY} without credentials.
 */
export interface CookieUser {
  readonly own: string;
  /** The identity whose sign-in the guard sends before the request, if it is another one. */
  readonly signIn?: string;
  /** Whether the request is the visible token request of that identity. */
  readonly signsIn?: true;
}

/** Cookies of each user of {@link CookieUser}, as an engine reported them at the end of a job. */
export type KeptCookies = Readonly<Record<string, object>>;

/** How one request is sent, where that differs from all others. */
export interface RequestSending {
  /** Which redirects are followed; default: none. */
  readonly redirects?: 'same-origin' | 'any';
  /** False if it neither sends nor keeps cookies. */
  readonly cookies?: false;
  /** Milliseconds, instead of the limit of all requests. */
  readonly timeout?: number;
  /** Bytes, instead of the limit of all answers. */
  readonly maxResponse?: number;
}

/** Files that requests send. */
export interface UploadFiles {
  /** Absolute path of the folder that the paths in the collection are relative to. */
  readonly folder: string;
  /** Absolute paths without symbolic links. An engine may read these files only. */
  readonly files: readonly string[];
}

/**
 * The requests that an engine sends, and how. Requests are named by their ids. The generated files are not part of a job:
 * an engine that reads them receives them when it is created. A job is plain data, so it can be sent to another process.
 */
export interface RunJob {
  /** Ids of the requests to send, token requests included. Their order is that of the collection; see `last`. */
  readonly requestIds: readonly string[];
  /** Ids of requests that are sent after all others of an iteration. Absent: there are none. */
  readonly last?: readonly string[];
  /** How single requests are sent, by their ids. Absent: all are sent in the same way. */
  readonly sending?: Readonly<Record<string, RequestSending>>;
  /** Absent: no request sends a file. */
  readonly uploads?: UploadFiles;
  /** Names of variables that are empty at the start of each iteration, because its requests make them. */
  readonly emptied?: readonly string[];
  /** Values of the environment's variables when the job starts. */
  readonly values: Readonly<Record<string, string>>;
  /** One row for each iteration; empty rows where there is no data file. */
  readonly rows: readonly DataRow[];
  readonly limits: Limits;
  readonly tls: Tls;
  /** All sign-ins. If a row changes a secret of one, its token must be requested again. */
  readonly signIns: readonly SignInSecrets[];
  /** Whose cookies each request uses, by its id. Absent: all share their cookies. */
  readonly cookieUsers?: Readonly<Record<string, CookieUser>>;
  /**
   * Names of the variables in the credentials of each identity that does not sign in, by its name in `cookieUsers`. When
   * one of their values changes, its cookies are removed.
   */
  readonly credentials?: Readonly<Record<string, readonly string[]>>;
  /** Cookies of an earlier job, with which this one starts. */
  readonly cookies?: KeptCookies;
  /**
   * Whether scripts decide which requests are sent and how often, as in a collection that people wrote. Events of the nth
   * time have the id `ID#n`. Absent: each request is sent once, in order.
   */
  readonly flow?: 'scripts';
  /** Whether redirects are followed, except where a request says otherwise. Absent: they are not. */
  readonly followsRedirects?: true;
  /** Names of the variables whose values are secrets, so that values set by scripts can be hidden as well. */
  readonly secretVariables: readonly string[];
}
