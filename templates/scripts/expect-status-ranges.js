pm.test(__NAME__, () => {
  const { code } = pm.response;
  const isExpected = __RANGES__.some(([from, to]) => code >= from && code <= to);
  if (!isExpected) throw new Error(`expected ${__EXPECTED__}, found ${code}`);
});
