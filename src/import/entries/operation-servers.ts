import { findLiteralSecrets } from '../../notation/literal-secret/find-literal-secrets.ts';
import type { Server } from '../openapi/description.ts';
import type { Omissions } from '../openapi/omissions.ts';
import type { Draft } from './context.ts';
import { variableName } from './names.ts';
import { prose } from './secret-values.ts';
import { isFull, plainServer } from './to-environments.ts';

/** The variable of a server. */
interface ServerName {
  readonly name: string;
  readonly description: string;
}

/** Servers of single operations. The first of each becomes a variable, unless it is one of the list. */
export class OperationServers {
  private readonly ofList: ReadonlySet<string>;
  private readonly take: (name: string) => string;
  private readonly omissions: Omissions;
  private readonly byUrl = new Map<string, ServerName>();

  /** @param take returns a name that no other variable has */
  constructor(ofList: readonly Server[], take: (name: string) => string, omissions: Omissions) {
    this.ofList = new Set(ofList.map(({ url }) => url));
    this.take = take;
    this.omissions = omissions;
  }

  /** Returns the variable for the first server of an operation; undefined for one of the list, or without a host. */
  of(servers: readonly Server[]): string | undefined {
    const isOfList = servers.some(({ url }) => this.ofList.has(url));
    const [server, ...others] = servers;
    if (!server || isOfList || !isFull(server)) {
      this.omit(servers);
      return undefined;
    }
    // Variables of the URL get their default values.
    this.omit(server.variables.size > 0 ? servers : others);
    const url = plainServer(server.url)
      .replace(/\{([^{}]+)\}/g, (_, key: string) => {
        const value = server.variables.get(key)?.value ?? key;
        return findLiteralSecrets(key, value).length > 0 ? key : value;
      })
      .replace(/\/+$/, '');
    const known = this.byUrl.get(url);
    const description = prose(server.description ?? '');
    if (known && description !== '' && known.description !== description)
      this.omissions.add('server', `${server.pointer}/description`);
    const name = known?.name ?? this.nameOf(url);
    this.byUrl.set(url, known ?? { name, description });
    return name;
  }

  /** Returns the variables of the servers. */
  variables(): Draft {
    return Object.fromEntries(
      [...this.byUrl].map(([url, { name, description }]) => [
        name,
        description === '' ? url : { value: url, description },
      ]),
    );
  }

  private omit(servers: readonly Server[]): void {
    for (const { pointer } of servers) if (pointer !== undefined) this.omissions.add('server', pointer);
  }

  private nameOf(url: string): string {
    const host = /^https?:\/\/([^/:]+)/.exec(url)?.[1] ?? 'server';
    return this.take(`${variableName(host.split('.')[0] ?? host).toLowerCase()}_url`);
  }
}
