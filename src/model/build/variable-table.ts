import type { Identity } from '../../auth/sign-in.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import type { Variable, VariableType } from '../api.ts';
import { producedBy } from '../identities.ts';
import { typeVariableOf } from '../saved-types.ts';
import type { EnvironmentSettings, Setting } from '../settings.ts';
import type { BuildContext } from './build-context.ts';

type Draft = { -readonly [K in keyof Variable]: Variable[K] };

/**
 * Collects the variables of a list. First `declare` adds those of auth templates, of the list and of its environments,
 * whose types are needed to build requests. After the requests are built, `finish` adds the others.
 */
export class VariableTable {
  private readonly drafts = new Map<string, Draft>();
  /** All values in the list. */
  private readonly written: Setting[] = [];
  private readonly context: BuildContext;

  constructor(context: BuildContext) {
    this.context = context;
  }

  /** Declares `base_url`, the variables of auth templates, those of the list, and those of environments. */
  declare(settings: readonly Setting[], environments: readonly EnvironmentSettings[]): void {
    const { identities } = this.context.input;
    const inEnvironments = environments.flatMap((environment) => environment.settings);
    const base = [...settings, ...inEnvironments].find((setting) => setting.name === 'base_url');
    if (base) this.draft('base_url', base.keyOrigin);
    for (const { variables, origin } of identities) {
      for (const { name, value, secret, optional, produced, description, from } of variables) {
        if (this.drafts.has(name)) continue;
        const draft = this.draft(name, origin);
        Object.assign(draft, {
          value,
          secret,
          optional,
          produced,
          ...(description ? { description } : {}),
          ...(from ? { from } : {}),
        });
      }
    }
    for (const setting of settings) {
      const draft = this.apply(setting);
      draft.value = setting.value;
      draft.type = setting.type ?? 'string';
    }
    this.written.push(...settings, ...inEnvironments);
    const listed = new Set(settings.map((setting) => setting.name));
    for (const setting of inEnvironments) this.fromEnvironment(setting, listed);
    for (const draft of this.drafts.values()) this.context.types.set(draft.name, draft.type);
    for (const { signIn } of identities) {
      if (!signIn) continue;
      for (const name of producedBy(signIn)) this.context.types.set(name, 'string');
    }
  }

  private draft(name: string, origin: Origin): Draft {
    let draft = this.drafts.get(name);
    if (!draft) {
      draft = { name, value: '', type: 'string', secret: false, optional: false, produced: false, origin };
      this.drafts.set(name, draft);
    }
    return draft;
  }

  private apply({ name, long, keyOrigin }: Setting): Draft {
    const draft = this.draft(name, keyOrigin);
    if (long?.secret) draft.secret = true;
    if (long?.optional) draft.optional = true;
    if (long?.description) draft.description = long.description;
    if (long?.from) draft.from = long.from;
    draft.origin = keyOrigin;
    return draft;
  }

  private fromEnvironment(setting: Setting, listed: ReadonlySet<string>): void {
    const known = this.drafts.has(setting.name);
    const draft = this.apply(setting);
    if (setting.type === undefined) return;
    if (listed.has(setting.name) && draft.type !== setting.type) {
      const args = { name: setting.name, expected: draft.type, found: setting.type };
      this.context.report(diagnose('variable-type', args, setting.origin));
    } else if (!known) {
      draft.type = setting.type;
    } else if (draft.type !== setting.type) {
      draft.type = 'string' as VariableType;
    }
  }

  /** Reports values of secrets, even if the variable is declared a secret in another place than the value. */
  private refuseSecrets(): void {
    for (const { name, value, origin } of this.written) {
      if (value !== '' && this.drafts.get(name)?.secret) {
        this.context.report(diagnose('secret-in-list', { name }, origin));
      }
    }
    for (const [name, { literal }] of this.context.saved) {
      if (literal && this.drafts.get(name)?.secret) this.context.report(diagnose('secret-in-list', { name }, literal));
    }
  }

  private hasValue(variable: string): boolean {
    return this.written.some(({ name, value }) => name === variable && value !== '');
  }

  /** Adds the variables of path parameters, saved values and sign-ins, and returns all variables. */
  finish(unsafe: 'ask' | 'plain', list: Origin): Variable[] {
    const { implied, saved, input } = this.context;
    for (const [name, origin] of implied) this.draft(name, origin);
    for (const [name, { origin, secret, inBody, by, isSet }] of saved) {
      const isDeclared = this.drafts.has(name);
      const draft = this.draft(name, origin);
      if (!isDeclared || (draft.optional && !this.hasValue(name))) draft.transient = true;
      draft.produced = true;
      draft.description ??= madeByRequests(by, isSet === true);
      draft.secret ||= secret;
      if (inBody && draft.type === 'string' && this.context.alone.has(name)) this.declareType(name, origin);
    }
    // All secrets are known now.
    this.refuseSecrets();
    if (unsafe === 'ask') {
      const draft = this.draft('allow_unsafe', list);
      draft.optional = true;
      draft.description ??= 'Set to true to allow requests that may change data.';
    }
    for (const identity of input.identities) this.declareToken(identity);
    return [...this.drafts.values()];
  }

  /** Declares the variable that holds the JSON type of a saved value, because an environment holds text only. */
  private declareType(name: string, origin: Origin): void {
    const description = `JSON type of the value of ${name}; set by the request that saves it.`;
    Object.assign(this.draft(typeVariableOf(name), origin), { produced: true, description, typeOf: name });
  }

  /** Declares the variables that a sign-in sets. */
  private declareToken({ signIn, origin, name }: Identity): void {
    if (!signIn) return;
    const { token, refresh, issuer, tokenUrl } = signIn;
    const whose = name === undefined ? '' : ` of ${name}`;
    const add = (variable: string, secret: boolean, description: string) =>
      Object.assign(this.draft(variable, origin), { produced: true, secret, description });
    add(token.variable, true, `Bearer token${whose}; set by the sign-in.`);
    add(token.expiresAt, false, 'Time of the next sign-in, in milliseconds since 1970; set by the sign-in.');
    add(token.issuedFor, false, 'User, client and server that the token belongs to; set by the sign-in.');
    if (refresh) add(refresh.variable, true, `Refresh token${whose}; set by the sign-in.`);
    if (issuer !== undefined) add(tokenUrl.slice(2, -2), false, 'Token URL; discovered by the sign-in.');
  }
}

/** Describes a variable that requests make to a reader of the environment, who does not know the list. */
function madeByRequests(requests: readonly string[], isSet: boolean): string {
  const [first, ...others] = [...new Set(requests)];
  const also = others.length === 0 ? '' : others.length === 1 ? ' and another request' : ' and other requests';
  return `${isSet ? 'Set' : 'Saved'} by "${first}"${also}, for later requests.`;
}
