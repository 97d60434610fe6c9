// A saved value must not lead to another path: "." and ".." do, even if they are encoded.
{
  const segmentsOf = (text) => pm.variables.replaceIn(text).split(/[\\/]/);
  const hasDots = (text) => segmentsOf(text).some((segment) => /^\.{1,2}$/.test(segment));
  //#if wide
  // The values of {+name} may have several segments.
  const hasGap = (text) => __WIDE__.includes(text) && segmentsOf(text).includes("");
  //#endif
  const wrong = __PATH_VALUES__.find(__IS_WRONG__);
  //#if unsafe
  const split = __SAVED__.find((text) => segmentsOf(text).length > 1);
  //#endif
  const fail = (cause) => {
    pm.test("Has a path that can be sent", () => {
      throw new Error(cause);
    });
    pm.execution.skipRequest();
  };
  if (wrong) fail(`${wrong} has a segment that is empty, "." or "..", which leads to another path`);
  //#if unsafe
  else if (split) fail(`${split} contains "/", and this request may change data`);
  //#endif
}
