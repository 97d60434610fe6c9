import { basename, dirname, join, resolve } from 'node:path';
import { type Diagnostic, diagnose, hasErrors } from '../../diagnostics/diagnostic.ts';
import { describeTemplates } from '../../library/auth-templates.ts';
import { firstList } from '../../library/first-list.ts';
import { readerBeside } from '../../library/load-list.ts';
import { isSlug, slugOf } from '../../notation/slug.ts';
import { showPath } from '../../source/read.ts';
import { findDescription } from '../files/find-description.ts';
import { ignoreLines } from '../files/ignore-lines.ts';
import { exists, writeFile } from '../files/new-file.ts';
import { repositoryOf, schemaPath } from '../files/places.ts';
import type { Session } from '../session.ts';
import { addCi, asksForCiOnly, ciFiles } from './add-ci.ts';
import { type InitAnswers, toFirstList } from './answers.ts';
import { askForList, wantsImport } from './ask.ts';
import { ciPaths } from './ci-file.ts';
import { nextSteps } from './next-steps.ts';
import type { InitOptions } from './options.ts';

/** Writes a first list. Returns the exit code. Nothing is overwritten, and nothing is written if there is an error. */
export async function runInit(session: Session, options: InitOptions): Promise<number> {
  const { io } = session;
  const path = resolve(io.cwd, options.list);
  if (exists(path) && asksForCiOnly(options)) return addCi(session, options);
  const templates = describeTemplates();
  const read = readOptions(options, path);
  const wanted = options.ci.map((system) => join(repositoryOf(dirname(path)), ciPaths[system] ?? system));
  const taken = [path, ...wanted].filter((file) => exists(file));
  const diagnostics: Diagnostic[] = [
    ...read.diagnostics,
    ...taken.map((file) => diagnose('file-exists', { path: showPath(file, io.cwd) })),
  ];
  if (path.includes('${{')) {
    const reason = 'the path of a list cannot contain ${{, which GitHub Actions would replace';
    diagnostics.push(diagnose('usage', { reason, help: 'choose another name' }));
  }
  if (!/\.ya?ml$/.test(path)) {
    const reason = `${options.list} is not the name of a list`;
    diagnostics.push(diagnose('usage', { reason, help: 'write a name such as endpoints.yaml or shop.postmint.yaml' }));
  }
  if (options.auth !== undefined && !templates.some(({ name }) => name === options.auth)) {
    const known = templates.map(({ name }) => name);
    diagnostics.push(diagnose('unknown-template', { name: options.auth, known, isIdentity: false }));
  }
  const asks = io.terminal.in && io.terminal.err && !io.env.CI && session.format === 'text';
  if (!asks && options['base-url'] === undefined) {
    const help = "for example: postmint init --base-url https://api.example.com --endpoint 'GET /books'";
    diagnostics.push(diagnose('usage', { reason: 'init requires --base-url where it cannot ask', help }));
  }
  if (hasErrors(diagnostics)) return session.end(2, diagnostics);
  const description = options.endpoint.length === 0 ? findDescription(dirname(path)) : undefined;
  if (asks && description !== undefined && (await wantsImport(description))) {
    const [{ runImport }, { importDefaults }] = await Promise.all([
      import('../import/handler.ts'),
      import('../import/options.ts'),
    ]);
    const { name, slug, auth, 'base-url': baseUrl, list, format } = options;
    const file = showPath(join(dirname(path), description), io.cwd);
    return runImport(session, { ...importDefaults, format, file, list, name, slug, auth, 'base-url': baseUrl });
  }
  const answers = asks ? await askForList(options, read.answers, templates) : read.answers;
  if (!answers) return 130;
  return writeAll(session, path, answers);
}

/** What the options say. */
function readOptions(options: InitOptions, path: string): { answers: InitAnswers; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const values = new Map<string, string>();
  for (const text of options.set) {
    const at = text.indexOf('=');
    if (at < 1) {
      const help = 'for example: --set client_id=ci';
      diagnostics.push(diagnose('usage', { reason: '--set requires NAME=VALUE', help }));
    } else {
      values.set(text.slice(0, at), text.slice(at + 1));
    }
  }
  // shop.postmint.yaml is about the shop; endpoints.yaml about what its folder is named for.
  const own = /^(.+)\.postmint\.ya?ml$/.exec(basename(path))?.[1];
  const folder = own ?? (basename(dirname(path)) || 'API');
  const name = options.name ?? folder.replace(/[-_]+/g, ' ').replace(/^./, (letter) => letter.toUpperCase());
  const answers = {
    name,
    slug: options.slug ?? otherSlug(name, folder),
    baseUrl: options['base-url'] ?? '',
    auth: options.auth ?? 'none',
    environment: options.environment,
    values,
    endpoints: options.endpoint,
    ci: options.ci,
    trySignIn: options['try-sign-in'],
  };
  return { answers, diagnostics };
}

/** The slug of a list whose name has no Latin letters: that of the folder, if it has one. */
function otherSlug(name: string, folder: string): string | undefined {
  const slug = slugOf(folder);
  return isSlug(slugOf(name)) || !isSlug(slug) ? undefined : slug;
}

async function writeAll(session: Session, path: string, answers: InitAnswers): Promise<number> {
  const { io } = session;
  const folder = dirname(path);
  const list = firstList(toFirstList(answers, schemaPath(folder)), showPath(path, io.cwd), readerBeside(path, io.cwd));
  const { api } = list;
  if (!api) return session.end(2, list.diagnostics);
  const ofCi = ciFiles(answers.ci, api, answers.environment, path);
  const files = [{ path, text: list.text }, ...ignoreLines(folder), ...ofCi];
  const taken = [path, ...ofCi.map((file) => file.path)].filter((file) => exists(file));
  if (taken.length > 0) {
    return session.end(
      2,
      taken.map((file) => diagnose('file-exists', { path: showPath(file, io.cwd) })),
    );
  }
  const faults = files.flatMap((file) => writeFile(file, io));
  if (faults.length > 0) return session.end(2, faults);
  const written = files.map((file) => showPath(file.path, io.cwd));
  // Warnings, for example about a grant, come with `generate`.
  if (session.format === 'json' && !answers.trySignIn) session.json(0, [], { files: written });
  session.print(`${written.map((name) => `  new       ${name}`).join('\n')}\n`);
  const shown = showPath(path, io.cwd);
  if (!answers.trySignIn) {
    session.print(nextSteps(api, answers, shown));
    const description = findDescription(folder);
    if (description !== undefined && answers.endpoints.length === 0)
      session.print(`\n${description} describes an API: postmint import ${description} makes a list from it.\n`);
    return 0;
  }
  return trySignIn(session, shown, answers.environment, written);
}

/** Generates the files and signs in, as `generate` and `token` do. Their JSON becomes part of one document. */
async function trySignIn(
  session: Session,
  list: string,
  environment: string,
  files: readonly string[],
): Promise<number> {
  const { format } = session;
  const documents: Record<string, unknown> = {};
  /** A session for one of the two commands. */
  const sessionOf = (command: string) =>
    format === 'json'
      ? session.with({ out: (text) => void Object.assign(documents, { [command]: JSON.parse(text) }) })
      : session;
  const end = (exitCode: number) => {
    if (format === 'json') session.json(exitCode, [], { files, ...documents });
    return exitCode;
  };
  const [{ runGenerate }, { generateDefaults }] = await Promise.all([
    import('../generate/handler.ts'),
    import('../generate/options.ts'),
  ]);
  const generated = await runGenerate(sessionOf('generate'), { ...generateDefaults, format, lists: [list] });
  if (generated !== 0) return end(generated);
  const [{ runToken }, { tokenDefaults }] = await Promise.all([
    import('../token/handler.ts'),
    import('../token/options.ts'),
  ]);
  return end(await runToken(sessionOf('token'), { ...tokenDefaults, format, lists: [list], env: environment }));
}
