import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from './support/cli.ts';
import { freePort } from './support/free-port.ts';
import { inProcess } from './support/in-process.ts';
import { tempFolder } from './support/temp-folder.ts';
import { formatTranscript, parseCommand, parseTranscript, type Step, steady } from './support/transcript.ts';

const folder = join(projectRoot, 'test', 'transcripts');

/** Plays a transcript in a new folder. Port 8787 is replaced by a free port. */
async function replay(steps: readonly Step[]): Promise<Step[]> {
  const cwd = tempFolder();
  const port = String(await freePort());
  const real = (text: string) => text.replace(/(localhost:|--port )8787\b/g, `$1${port}`);
  const shown = (text: string) => steady(text.replaceAll(`localhost:${port}`, 'localhost:8787'));
  const end = new AbortController();
  const running: Promise<unknown>[] = [];
  const played: Step[] = [];
  for (const step of steps) {
    if (step.kind === 'file') {
      writeFileSync(join(cwd, step.name), real(step.text));
      played.push(step);
      continue;
    }
    const { env, args, background } = parseCommand(real(step.line));
    if (background) {
      const output = await new Promise<string>((resolve) => {
        running.push(inProcess(args, { cwd, env, signal: end.signal, onText: resolve }));
      });
      played.push({ ...step, output: shown(output), exit: 'running' });
    } else {
      let output = '';
      const onText = (text: string) => {
        output += text;
      };
      const { code } = await inProcess(args, { cwd, env, onText });
      played.push({ ...step, output: shown(output), exit: `exit ${code}` });
    }
  }
  end.abort();
  await Promise.all(running);
  return played;
}

describe('a terminal session prints the output in its transcript', () => {
  // UPDATE_TRANSCRIPTS=1 writes the actual output. Review the difference before you commit it.
  test.each(readdirSync(folder).filter((name) => name.endsWith('.txt')))('%s', async (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const { title, steps } = parseTranscript(text);
    expect(title).not.toBe('');
    expect(steps.some((step) => step.kind === 'command')).toBe(true);
    const played = formatTranscript({ title, steps: await replay(steps) });
    if (process.env.UPDATE_TRANSCRIPTS === '1') writeFileSync(join(folder, name), played);
    else expect(played).toBe(text);
  });
});
