import { lstatSync, mkdtempSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Diagnostic, diagnose, type Result, resultOf } from '../../diagnostics/diagnostic.ts';
import type { LoadedList } from '../../library/workspace.ts';
import { reasonOf } from '../../source/read.ts';
import type { Io } from '../io.ts';

/** A report to write. */
export interface ReportTarget {
  readonly kind: 'junit' | 'json' | 'html' | 'markdown' | 'environment';
  /** Absolute path. */
  readonly path: string;
}

/** How a report begins, so that an earlier one is recognized. */
const beginnings: Readonly<Record<ReportTarget['kind'], RegExp>> = {
  junit: /^\s*(?:<\?xml[^>]*>\s*)?<testsuites?\b/,
  json: /^\s*\{\s*"postmint":/,
  html: /^<!doctype html>[\s\S]{0,200}<meta name="generator" content="postmint run">/,
  markdown: /^<!-- postmint run -->/,
  environment: /^\s*\{\s*"_postman_exported_using": "postmint run"/,
};

/**
 * Reads `--report junit=FILE,json=FILE,html=FILE,markdown=FILE` and `--export-environment FILE`. A report replaces an earlier report,
 * and no other file.
 *
 * @param exported the file for the environment at the end of the run
 */
export function readReports(
  io: Io,
  list: LoadedList,
  given: readonly string[],
  exported?: string,
): Result<ReportTarget[]> {
  const diagnostics: Diagnostic[] = [];
  const targets: ReportTarget[] = [];
  const fail = (reason: string, help: string) => diagnostics.push(diagnose('usage', { reason, help }));
  const add = (kind: ReportTarget['kind'], written: string) => {
    const path = written.replaceAll('{slug}', list.api.slug);
    const what = kind === 'environment' ? 'the environment' : 'the report';
    const absolute = resolve(io.cwd, path);
    const fault = pathFault(absolute, `${what} ${path}`);
    if (fault) {
      fail(...fault);
      return;
    }
    const ours = [resolve(io.cwd, list.path), ...list.files.map((file) => join(list.folder, file.name))];
    if (ours.includes(absolute) || isOther(absolute, kind)) {
      fail(`${what} ${path} would overwrite another file or folder`, 'write it to another file');
    }
    if (targets.some((target) => target.path === absolute)) {
      fail(`two reports would be written to ${path}`, 'write each to another file');
    }
    targets.push({ kind, path: absolute });
  };
  for (const text of given.flatMap((reports) => reports.split(','))) {
    const [, kind, path] = /^(junit|json|html|markdown)=(.+)$/.exec(text) ?? [];
    if (kind && path) add(kind as ReportTarget['kind'], path);
    else
      fail(
        `"${text}" is not a report`,
        'write --report junit=report.xml, json=report.json, html=report.html or markdown=report.md',
      );
  }
  if (exported !== undefined) add('environment', exported);
  return resultOf(targets, diagnostics);
}

/**
 * Why a report cannot be written to a path, and what to do; undefined if it can.
 *
 * @param what the report with its path, for the reason
 */
function pathFault(absolute: string, what: string): [reason: string, help: string] | undefined {
  const cannot = (reason: string): [string, string] => [
    `${what} cannot be written: ${reason}`,
    'write it to a folder that you can write to',
  ];
  const folder = dirname(absolute);
  try {
    if (!statSync(folder).isDirectory()) return cannot('a part of its path is not a folder');
    lstatSync(absolute, { throwIfNoEntry: false });
    // A report is written to a new file beside it first, so what counts is that something can be made in the folder.
    rmdirSync(mkdtempSync(join(folder, '.postmint-')));
    return undefined;
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return isMissing ? [`the folder of ${what} does not exist`, 'create the folder first'] : cannot(reasonOf(error));
  }
}

/** True for anything that exists and is not an earlier report of this kind, or an empty file. */
function isOther(path: string, kind: ReportTarget['kind']): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return false;
  if (!stat.isFile()) return true;
  try {
    const text = readFileSync(path, 'utf8');
    return text.trim() !== '' && !beginnings[kind].test(text);
  } catch {
    return true;
  }
}
