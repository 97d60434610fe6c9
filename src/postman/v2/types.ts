/** The part of Collection Format v2.1 that postmint writes. */

/** A collection file. */
export interface Collection {
  info: Info;
  item: (ItemGroup | Item)[];
  auth?: Auth;
  event?: Event[];
  protocolProfileBehavior?: ProtocolProfileBehavior;
}

/** Name, id and format of a collection. */
export interface Info {
  _postman_id: string;
  name: string;
  description?: string;
  schema: string;
}

/** A folder. */
export interface ItemGroup {
  name: string;
  id: string;
  description?: string;
  item: (ItemGroup | Item)[];
  event?: Event[];
}

/** A request with its scripts and saved examples. */
export interface Item {
  name: string;
  id: string;
  event?: Event[];
  protocolProfileBehavior?: ProtocolProfileBehavior;
  request: Request;
  response: Response[];
}

/** Everything that is sent. */
export interface Request {
  /** Absent: inherited from the folder or collection. */
  auth?: Auth;
  method: string;
  header: Header[];
  body?: Body;
  url: Url;
  description?: string;
}

/** A URL, as text and in parts. */
export interface Url {
  /** The whole URL, with unresolved variables. */
  raw: string;
  protocol?: string;
  host: string[];
  port?: string;
  path?: string[];
  query?: QueryParam[];
  variable?: PathVariable[];
}

/** One query parameter. */
export interface QueryParam {
  key: string;
  /** `null` for a parameter without `=`. */
  value: string | null;
  disabled?: true;
  description?: string;
}

/** The value of a `:key` segment in the path. */
export interface PathVariable {
  key: string;
  value: string;
  description?: string;
}

/** One request or response header. */
export interface Header {
  key: string;
  value: string;
  disabled?: true;
  description?: string;
}

/** The body of a request: text, a form, a GraphQL document, or a file. */
export type Body =
  | { mode: 'raw'; raw: string; options: { raw: { language: string } } }
  | { mode: 'urlencoded'; urlencoded: UrlencodedParam[] }
  | { mode: 'formdata'; formdata: FormParam[] }
  | { mode: 'graphql'; graphql: { query: string; variables: string; operationName?: string } }
  | { mode: 'file'; file: { src: string } };

/** One field of a multipart form: text, or a file by its path. */
export type FormParam = ({ type: 'text'; value: string } | { type: 'file'; src: string }) & {
  key: string;
  contentType?: string;
  disabled?: true;
  description?: string;
};

/** One field of a form. */
export interface UrlencodedParam {
  key: string;
  value: string;
  type: 'text';
  disabled?: true;
  description?: string;
}

/** One attribute of an auth type, for example `token` of `bearer`. */
export interface AuthAttribute {
  key: string;
  value: string | boolean;
  type: 'string' | 'boolean';
}

/** How requests are authenticated. The attributes are under a key named like the type. */
export type Auth =
  | { type: 'noauth' }
  | { type: 'bearer'; bearer: AuthAttribute[] }
  | { type: 'basic'; basic: AuthAttribute[] }
  | { type: 'apikey'; apikey: AuthAttribute[] }
  | { type: 'awsv4'; awsv4: AuthAttribute[] }
  | { type: 'digest'; digest: AuthAttribute[] }
  | { type: 'ntlm'; ntlm: AuthAttribute[] }
  | { type: 'hawk'; hawk: AuthAttribute[] }
  | { type: 'oauth1'; oauth1: AuthAttribute[] }
  | { type: 'edgegrid'; edgegrid: AuthAttribute[] }
  | { type: 'asap'; asap: AuthAttribute[] }
  | { type: 'jwt'; jwt: AuthAttribute[] };

/** A script that runs before a request (`prerequest`) or after its answer (`test`). */
export interface Event {
  listen: 'prerequest' | 'test';
  script: { type: 'text/javascript'; exec: string[] };
}

/** Settings for sending, of a request or of all requests in a collection. */
export interface ProtocolProfileBehavior {
  followRedirects?: boolean;
  /** Sends a body with GET and other methods for which Postman drops it. */
  disableBodyPruning?: boolean;
  disableCookies?: boolean;
}

/** A saved example. */
export interface Response {
  name: string;
  originalRequest: Request;
  status: string;
  code: number;
  _postman_previewlanguage: string;
  header: Header[];
  cookie: never[];
  body: string;
}

/** An environment file as the Postman app exports it. */
export interface Environment {
  id: string;
  name: string;
  values: EnvironmentValue[];
  _postman_variable_scope: 'environment';
}

/** One variable of an environment. */
export interface EnvironmentValue {
  key: string;
  value: string;
  type: 'default' | 'secret';
  enabled: true;
  description?: string;
}
