// Preloaded into every measured process: at its end, writes what it used. Unlike a wrapper around the process it
// counts microseconds, needs no tool of the system, and costs each of the compared programs the same.
'use strict';
const { readFileSync, writeFileSync } = require('node:fs');

/** Peak memory in KiB. The one of resourceUsage() starts at the size of the parent that forked us; Linux knows better. */
function peakMemory(usage) {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return usage.maxRSS;
  }
}

process.on('exit', () => {
  const usage = process.resourceUsage();
  const report = { cpu: (usage.userCPUTime + usage.systemCPUTime) / 1e6, memory: peakMemory(usage) / 1024 };
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify(report));
});
