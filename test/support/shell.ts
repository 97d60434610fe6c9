import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { atTheEnd } from './at-the-end.ts';
import { cleanEnv } from './cli.ts';

/** A shell that takes one command after the other, as a person types them. */
export interface Shell {
  /** Types a command, waits until it is done, and returns what it printed. */
  type(command: string): Promise<string>;
  /** Ends the shell and all processes that it started. */
  end(): Promise<void>;
}

const prompt = '@@done@@';

/**
 * Starts a shell in a folder.
 *
 * @param bin a folder whose programs take precedence over those of the machine
 */
export function openShell(cwd: string, bin: string): Shell {
  const env = cleanEnv({ PATH: `${bin}:${process.env.PATH ?? ''}` });
  // A separate process group, so that background processes can be ended together with the shell.
  const child = spawn('bash', ['--noprofile', '--norc'], { cwd, env, stdio: 'pipe', detached: true });
  let output = '';
  let arrived = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      arrived();
    });
  }
  child.on('close', () => arrived());
  child.stdin.write('exec 2>&1\n');
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    process.kill(-(child.pid as number), 'SIGKILL');
    await closed;
  };
  atTheEnd(end);
  const type = async (command: string) => {
    output = '';
    child.stdin.write(`${command}\necho ${prompt}\n`);
    while (!output.includes(`${prompt}\n`)) {
      if (child.exitCode !== null) throw new Error(`the shell ended after: ${command}\n${output}`);
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    }
    return output.slice(0, output.indexOf(`${prompt}\n`));
  };
  return { type, end };
}
