/** Where Apache is to run, and whose tokens it takes. */
export interface ApacheConfig {
  readonly folder: string;
  readonly modules: string;
  readonly port: number;
  /** Where the authorization server publishes its keys (JWKS). */
  readonly keysUrl: string;
  /** `name:value` of the claim that opens `/admin/`. */
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

/** The whole configuration: nothing of the system's is read. */
export function apacheConfig({ folder, modules: where, port, keysUrl, adminClaim }: ApacheConfig): string {
  return `
ServerRoot "${folder}"
DefaultRuntimeDir "${folder}"
PidFile "${folder}/pid"
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
${modules.map((name) => `LoadModule ${name}_module "${where}/mod_${name}.so"`).join('\n')}
# Root starts it as somebody else; anybody else as themselves.
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
# A POST to a file is answered with the file; what changes is below /api/files/.
<Location "/">
  Require all granted
</Location>
<LocationMatch "^/(api|admin)/">
  AuthType oauth2
  # Without expiry=0 a verdict is kept for five minutes, and tokens are good that expired meanwhile.
  OAuth2TokenVerify jwks_uri ${keysUrl} jwks_uri.ssl_verify=false&verify.exp=required&expiry=0
  OAuth2TargetPass remote_user_claim=preferred_username
  Require valid-user
</LocationMatch>
<Location "/api/me.json">
  # Says who is signed in.
  Options +Includes
  SetOutputFilter INCLUDES
</Location>
<Location "/api/files">
  Dav On
</Location>
<Location "/admin/">
  Require oauth2_claim ${adminClaim}
  # Or a good token that opens nothing is answered 401, as if there were none.
  AuthzSendForbiddenOnFailure On
</Location>
`;
}

/** Asked until it is answered, and not counted as a request. */
export const readyPath = '/ready.json';

/** What it serves; jane's and admin's names come from the token. */
export const documents: Readonly<Record<string, string>> = {
  'ready.json': '{}\n',
  'public/status.json': '{"status":"up"}\n',
  'api/items.json': '{"items":[{"id":1,"name":"Tea"},{"id":2,"name":"Coffee"}]}\n',
  'api/me.json': '{"login":"<!--#echo var="REMOTE_USER" -->"}\n',
  'admin/users.json': '{"users":["admin","jane"]}\n',
};
