// Sent again until all tests hold, at most __TIMES__ times. Only the last try counts.
{
  const times = __TIMES__;
  const pause = __PAUSE__;
  const tests = [];
  const test = (name, check) => tests.push({ name, check });

  __TESTS__;

  const counter = `tries of ${pm.info.requestId}`;
  const tries = Number(pm.variables.get(counter) ?? 0);
  const passes = ({ check }) => {
    try {
      check();
      return true;
    } catch {
      return false;
    }
  };
  const holds = tests.every(passes);
  if (holds || tries >= times) {
    pm.variables.set(counter, 0);
    for (const { name, check } of tests) pm.test(name, check);
    //#if after
    __AFTER__;
    //#endif
  } else {
    pm.variables.set(counter, tries + 1);
    pm.test.skip(__NAME__, () => {});
    setTimeout(() => pm.execution.setNextRequest(pm.info.requestId), pause);
  }
}
