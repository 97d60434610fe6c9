import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as library from '../../src/index.ts';
import { projectRoot } from './cli.ts';
import { tempFolder } from './temp-folder.ts';

/** A password with characters that need encoding in forms, headers, shells or HTML. */
export const password = 'correct horse "battery" & <staple> 100%';
export const clientSecret = 'client/secret+of=the$shop';

/**
 * The list that most tests run. It has public and signed-in requests, safe and unsafe ones, folders, tags, a saved
 * value and a path parameter.
 */
export const shopList = `name: Shop
auth: pydio-cells-v1
environments:
  dev: { base_url: "http://127.0.0.1:9", username: admin }
variables:
  limit: 10
  color: red
endpoints:
  - folder: Public
    auth: none
    tags: [open]
    endpoints:
      - name: Health
        request: GET /health
        expect: { status: 200, body: { color: "{{color}}" } }
  - folder: Orders
    endpoints:
      - name: List orders
        request: GET /orders?limit={{limit}}
        tags: [smoke]
      - name: Create an order
        request: POST /orders
        json: { size: 1 }
        save: { order: $.id }
      - name: Get the order
        request: GET /orders/{order}
`;

/** The environment variables of the list's secrets, with values that the server accepts. */
export const secretEnv = { SHOP_PASSWORD: password, SHOP_CLIENT_SECRET: clientSecret } as const;

/** The files generated from {@link shopList}. */
export const collectionFile = 'shop.postman_collection.json';
export const environmentFile = 'shop.dev.postman_environment.json';

/** Sets an empty variable in the environment file, as a user would by hand. */
export function typeInto(folder: string, name: string, value: string): void {
  const path = join(folder, environmentFile);
  const pattern = new RegExp(`("key": "${name}",\\s+"value": )""`);
  const text = readFileSync(path, 'utf8');
  if (!pattern.test(text)) throw new Error(`${name} is not empty in ${path}`);
  writeFileSync(
    path,
    text.replace(pattern, (_, start: string) => `${start}${JSON.stringify(value)}`),
  );
}

/** Writes a list and its generated files to a temporary folder. Returns the folder. */
function write(list: string, { formatDiagnostic, generate, loadList, planOutput, toSource }: typeof library): string {
  const folder = tempFolder();
  writeFileSync(join(folder, 'endpoints.yaml'), list);
  const loaded = loadList(toSource('endpoints.yaml', list), () => ({ diagnostics: [] }));
  if (!loaded.value) throw new Error(loaded.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)).join('\n'));
  const show = (name: string) => name;
  for (const file of planOutput({ list: 'endpoints.yaml', files: generate(loaded.value), disk: [], show })) {
    writeFileSync(join(folder, file.name), file.text ?? '', { mode: file.private ? 0o600 : 0o644 });
  }
  return folder;
}

/** Creates a folder with a list and its generated files. */
export function makeWorkspace(list: string = shopList): string {
  return write(list, library);
}

/** Like {@link makeWorkspace} with the built library, because the built command line compares files with its own. */
export async function makeBuiltWorkspace(list: string = shopList): Promise<string> {
  return write(list, await import(pathToFileURL(join(projectRoot, 'dist', 'index.js')).href));
}
