// Runs a command until standard input is closed, then ends the command and its children. Standard input is a pipe from
// the test process: it is closed even when that process is killed, so no server outlives the tests.
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });

function signal(name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    // The process group is empty.
  }
}

process.stdin.resume().on('end', () => {
  signal('SIGTERM');
  setTimeout(() => signal('SIGKILL'), 5000);
});
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code) => {
  signal('SIGKILL');
  process.exit(code ?? 1);
});
