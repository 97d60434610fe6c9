import { type Diagnostic, hasErrors, type Result } from '../../diagnostics/diagnostic.ts';
import { planRun, type RunPlan, type Selection, valuesInEachRow } from '../../run/plan-run.ts';
import type { Session } from '../session.ts';
import { chooseTarget, type FoundSecrets, findSecrets, knownValues, openTarget, type Target } from '../target.ts';
import { checkProtected } from './check-protected.ts';
import type { RunOptions } from './options.ts';
import { type RunSettings, readSettings } from './settings.ts';

/** A run that is ready to start: everything that can be checked before the first request was checked. */
export interface PreparedRun {
  readonly target: Target;
  readonly settings: RunSettings;
  readonly plan: RunPlan;
  /** Empty with `--list`, which sends nothing. */
  readonly secrets: FoundSecrets;
  /** Warnings and notes, which are not printed yet. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads one list, checks its files and the options, plans its requests, and finds the secrets that they need. */
export async function prepareRun(session: Session, options: RunOptions): Promise<Result<PreparedRun>> {
  const chosen = await chooseTarget(session, options);
  if (!chosen.value) return { diagnostics: chosen.diagnostics };
  const { list, environment } = chosen.value;
  const settings = await readSettings(session.io, list, options);
  const opened = openTarget(session, chosen.value, options);
  const target = opened.value;
  const diagnostics = [...chosen.diagnostics, ...settings.diagnostics, ...opened.diagnostics];
  diagnostics.push(...checkProtected(environment, options));
  if (!settings.value || !target || hasErrors(diagnostics)) return { diagnostics };
  const planned = planRun(list.api, selectionOf(options), valuesInEachRow(knownValues(target), settings.value.data));
  diagnostics.push(...planned.diagnostics);
  if (!planned.value) return { diagnostics };
  const ready = { target, settings: settings.value, plan: planned.value };
  if (options.list) {
    const none = { secrets: [], shown: [], tls: target.connection.tls };
    return { value: { ...ready, secrets: none, diagnostics }, diagnostics };
  }
  const secrets = await findSecrets(session, target, planned.value, options);
  diagnostics.push(...secrets.diagnostics);
  if (!secrets.value) return { diagnostics };
  return { value: { ...ready, secrets: secrets.value, diagnostics }, diagnostics };
}

const selectionOf = (options: RunOptions): Selection => ({
  folders: options.folder,
  requests: options.request,
  tags: options.tag,
  notTags: options['not-tag'],
  unsafe: options.unsafe,
});
