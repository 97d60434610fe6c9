import { spawn } from 'node:child_process';

interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Time limit in milliseconds. By default, ten minutes. */
  readonly timeout?: number;
}

/**
 * Runs a command to its end. It does not block the test worker, which must keep answering vitest. Rejects with the end
 * of its output if the command fails.
 *
 * @returns its standard output
 */
export function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { cwd, env = process.env, timeout = 600_000 } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, timeout, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-20_000);
    });
    child.on('error', reject);
    child.on('close', (status, signal) => {
      if (status === 0) resolve(stdout);
      else reject(new Error(`${command} ${args[0]} ends with ${signal ?? status}\n${stderr || stdout.slice(-2000)}`));
    });
  });
}
