/** Collection Format v2.1, as far as postmint writes it. */

export interface Collection {
  info: Info;
  item: (ItemGroup | Item)[];
  auth?: Auth;
  event?: Event[];
  protocolProfileBehavior?: ProtocolProfileBehavior;
}

export interface Info {
  _postman_id: string;
  name: string;
  description?: string;
  schema: string;
}

export interface ItemGroup {
  name: string;
  id: string;
  description?: string;
  item: (ItemGroup | Item)[];
  event?: Event[];
}

export interface Item {
  name: string;
  id: string;
  event?: Event[];
  protocolProfileBehavior?: ProtocolProfileBehavior;
  request: Request;
  response: Response[];
}

export interface Request {
  /** Absent: inherit. */
  auth?: Auth;
  method: string;
  header: Header[];
  body?: Body;
  url: Url;
  description?: string;
}

export interface Url {
  raw: string;
  protocol?: string;
  host: string[];
  port?: string;
  path?: string[];
  query?: QueryParam[];
  variable?: PathVariable[];
}

export interface QueryParam {
  key: string;
  value: string | null;
  disabled?: true;
  description?: string;
}

export interface PathVariable {
  key: string;
  value: string;
  description?: string;
}

export interface Header {
  key: string;
  value: string;
  disabled?: true;
  description?: string;
}

export type Body =
  | { mode: 'raw'; raw: string; options: { raw: { language: string } } }
  | { mode: 'urlencoded'; urlencoded: UrlencodedParam[] };

export interface UrlencodedParam {
  key: string;
  value: string;
  type: 'text';
  disabled?: true;
  description?: string;
}

export interface AuthAttribute {
  key: string;
  value: string;
  type: 'string';
}

export type Auth =
  | { type: 'noauth' }
  | { type: 'bearer'; bearer: AuthAttribute[] }
  | { type: 'basic'; basic: AuthAttribute[] }
  | { type: 'apikey'; apikey: AuthAttribute[] }
  | { type: 'awsv4'; awsv4: AuthAttribute[] };

export interface Event {
  listen: 'prerequest' | 'test';
  script: { type: 'text/javascript'; exec: string[] };
}

export interface ProtocolProfileBehavior {
  followRedirects?: boolean;
  disableBodyPruning?: boolean;
  disableCookies?: boolean;
}

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

export interface EnvironmentValue {
  key: string;
  value: string;
  type: 'default' | 'secret';
  enabled: true;
  description?: string;
}
