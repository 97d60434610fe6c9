// Preloaded into every measured process. Writes the resource usage when the process exits. Compared with a wrapper such
// as time(1), it counts microseconds, needs no system tool, and has the same cost for every program.
'use strict';
const { readFileSync, writeFileSync } = require('node:fs');

/** Peak memory in KiB. On Linux from /proc, because maxRSS of resourceUsage() includes memory of the forking parent. */
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
