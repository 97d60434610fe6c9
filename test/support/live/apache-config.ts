/** Settings of Apache: its folder and port, and the tokens that it accepts. */
export interface ApacheConfig {
  readonly folder: string;
  readonly modules: string;
  readonly port: number;
  /** URL of the authorization server's keys (JWKS). */
  readonly keysUrl: string;
  /** The claim that `/admin/` requires, as `name:value`. */
  readonly adminClaim: string;
}

const modules = [
  'mpm_event',
  'authn_core',
  'authz_core',
  'authz_user',
  'auth_basic',
  'mime',
  'include',
  'dav',
  'dav_fs',
  'oauth2',
];

/** The complete configuration. The system's configuration of Apache is not read. */
export function apacheConfig({ folder, modules: where, port, keysUrl, adminClaim }: ApacheConfig): string {
  return `
ServerRoot "${folder}"
DefaultRuntimeDir "${folder}"
PidFile "${folder}/pid"
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
${modules.map((name) => `LoadModule ${name}_module "${where}/mod_${name}.so"`).join('\n')}
# Used only when root starts Apache. Other users run it as themselves.
User www-data
Group www-data
StartServers 1
ErrorLog "${folder}/errors"
LogLevel warn
LogFormat "%{begin:usec}t %>s %m %U" line
CustomLog "${folder}/requests" line
TypesConfig /dev/null
AddType application/json .json
DavLockDB "${folder}/locks/db"
DocumentRoot "${folder}/documents"
# A POST to a document is answered with the document. Only /api/files/ can be changed.
<Location "/">
  Require all granted
</Location>
<LocationMatch "^/(api|admin)/">
  AuthType oauth2
  # Without expiry=0, the result of a check is cached for five minutes, and a token is accepted after it has expired.
  OAuth2TokenVerify jwks_uri ${keysUrl} jwks_uri.ssl_verify=false&verify.exp=required&expiry=0
  OAuth2TargetPass remote_user_claim=preferred_username
  Require valid-user
</LocationMatch>
<Location "/api/me.json">
  # Shows the signed-in user.
  Options +Includes
  SetOutputFilter INCLUDES
</Location>
<Location "/api/files">
  Dav On
</Location>
<Location "/admin/">
  Require oauth2_claim ${adminClaim}
  # Otherwise a valid token without permission is answered 401, as if there were no token.
  AuthzSendForbiddenOnFailure On
</Location>
`;
}

/** Polled until Apache answers, and not counted as a request. */
export const readyPath = '/ready.json';

/** The documents that Apache serves, by path. The login in `me.json` comes from the token. */
export const documents: Readonly<Record<string, string>> = {
  'ready.json': '{}\n',
  'public/status.json': '{"status":"up"}\n',
  'api/items.json': '{"items":[{"id":1,"name":"Tea"},{"id":2,"name":"Coffee"}]}\n',
  'api/me.json': '{"login":"<!--#echo var="REMOTE_USER" -->"}\n',
  'admin/users.json': '{"users":["admin","jane"]}\n',
};
