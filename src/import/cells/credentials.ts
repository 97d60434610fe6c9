/** Clients of a Pydio Cells installation, from its configuration. */

import { isTree, listOf, treeOf } from '../openapi/tree.ts';

/** An OAuth client of Cells. */
export interface CellsClient {
  readonly id: string;
  /** Absent for a public client, as all are from Cells 2 on. */
  readonly secret?: string | undefined;
}

/**
 * Returns the clients in `pydio.json` (the layouts of Cells 1 and of Cells 2 to 5), or in the table that
 * `cells config list` prints. Empty for any other text.
 */
export function readCellsClients(text: string): CellsClient[] {
  try {
    return inJson(JSON.parse(text));
  } catch {
    return inTable(text);
  }
}

function inJson(json: unknown): CellsClient[] {
  const services = treeOf(treeOf(json).services);
  const lists = [
    treeOf(treeOf(services['pydio.grpc.auth']).dex).staticClients,
    treeOf(services['pydio.web.oauth']).staticClients,
  ];
  return lists.flatMap(listOf).flatMap((client): CellsClient[] => {
    const { Id, Secret, client_id: id = Id, client_secret: secret = Secret } = treeOf(client);
    if (!isTree(client) || typeof id !== 'string' || id === '') return [];
    return [{ id, ...(typeof secret === 'string' && secret !== '' ? { secret } : {}) }];
  });
}

/**
 * The table has the columns service, configuration and value, and values as Go prints them: `map[Id:cells-front …]`. A
 * long value goes on in further lines, whose other columns are empty.
 */
function inTable(text: string): CellsClient[] {
  const cells = text.split('\n').flatMap((line) => {
    const columns = line.split('|').map((column) => column.trim());
    return columns.length >= 3 ? [columns.filter((column, index) => index > 0 || column !== '')] : [];
  });
  const values: string[] = [];
  for (const [service = '', key = '', ...rest] of cells) {
    const value = rest.join('|').replace(/\|+$/, '');
    if (service === '' && key === '' && values.length > 0) values.push(`${values.pop()} ${value}`);
    else values.push(value);
  }
  return values.flatMap(inGoMap);
}

function inGoMap(value: string): CellsClient[] {
  const start = value.indexOf('staticClients:[');
  if (start === -1) return [];
  return value
    .slice(start)
    .split('map[')
    .slice(1)
    .flatMap((client): CellsClient[] => {
      const field = (names: string) => new RegExp(`(?:^|\\s)(?:${names}):([^\\s\\]]+)`).exec(client)?.[1];
      const id = field('Id|client_id');
      const secret = field('Secret|client_secret');
      return id === undefined ? [] : [{ id, ...(secret === undefined ? {} : { secret }) }];
    });
}
