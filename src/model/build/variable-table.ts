import type { Identity } from '../../auth/sign-in.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import type { Variable, VariableType } from '../api.ts';
import { producedBy } from '../identities.ts';
import type { EnvironmentSettings, Setting } from '../settings.ts';
import type { BuildContext } from './build-context.ts';

type Draft = { -readonly [K in keyof Variable]: Variable[K] };

/** Every variable that is declared before the first request, and its type: base_url, template, list, environments. */
export class VariableTable {
  private readonly drafts = new Map<string, Draft>();
  /** Every value that the list writes. */
  private readonly written: Setting[] = [];
  private readonly context: BuildContext;

  constructor(context: BuildContext) {
    this.context = context;
  }

  /** Declares what the list and its sign-in say. */
  declare(settings: readonly Setting[], environments: readonly EnvironmentSettings[]): void {
    const { identities } = this.context.input;
    const inEnvironments = environments.flatMap((environment) => environment.settings);
    const base = [...settings, ...inEnvironments].find((setting) => setting.name === 'base_url');
    if (base) this.draft('base_url', base.keyOrigin);
    for (const { variables, origin } of identities) {
      for (const { name, value, secret, optional, produced, description } of variables) {
        if (this.drafts.has(name)) continue;
        const draft = this.draft(name, origin);
        Object.assign(draft, { value, secret, optional, produced, ...(description ? { description } : {}) });
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

  /** A value anywhere in the list, whichever place says that the variable is a secret. */
  private refuseSecrets(): void {
    for (const { name, value, origin } of this.written) {
      if (value !== '' && this.drafts.get(name)?.secret) {
        this.context.report(diagnose('secret-in-list', { name }, origin));
      }
    }
  }

  /** All variables, with those that path parameters, saves and the sign-in add. */
  finish(unsafe: 'ask' | 'plain', list: Origin): Variable[] {
    const { implied, saved, input } = this.context;
    for (const [name, origin] of implied) this.draft(name, origin);
    for (const [name, { origin, secret }] of saved) {
      const draft = this.draft(name, origin);
      draft.produced = true;
      draft.secret ||= secret;
    }
    // Only now is it known of each variable whether it is a secret.
    this.refuseSecrets();
    if (unsafe === 'ask') {
      const draft = this.draft('allow_unsafe', list);
      draft.optional = true;
      draft.description ??= 'Set to true to allow requests that change something.';
    }
    for (const identity of input.identities) this.declareToken(identity);
    return [...this.drafts.values()];
  }

  /** The variables that a sign-in sets. */
  private declareToken({ signIn, origin, name }: Identity): void {
    if (!signIn) return;
    const { token, refresh, issuer, tokenUrl } = signIn;
    const whose = name === undefined ? '' : ` of ${name}`;
    const add = (variable: string, secret: boolean, description: string) =>
      Object.assign(this.draft(variable, origin), { produced: true, secret, description });
    add(token.variable, true, `Bearer token${whose}; set by the sign-in.`);
    add(token.expiresAt, false, 'When to sign in again; set by the sign-in.');
    add(token.issuedFor, false, 'For whom and where the token was got; set by the sign-in.');
    if (refresh) add(refresh.variable, true, `Refresh token${whose}; set by the sign-in.`);
    if (issuer !== undefined) add(tokenUrl.slice(2, -2), false, 'Token URL; found by the sign-in.');
  }
}
