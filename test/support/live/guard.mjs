// Runs a command for as long as its own standard input is open: the pipe to the test closes however the test's process
// ends, also when it is killed, and the server with all its children ends with it.
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });

function signal(name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    // Nobody is left in its group.
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
