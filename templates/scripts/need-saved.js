// This request uses values that earlier requests save. With an empty value, it would be another request.
{
  const savedBy = __SAVED_BY__;
  // Bruno looks for a value everywhere only in this way.
  const isEmpty = (name) => ["", `{{${name}}}`].includes(pm.variables.replaceIn(`{{${name}}}`));
  const empty = Object.keys(savedBy).filter(isEmpty);
  if (empty.length > 0) {
    pm.test("Has the values that it needs", () => {
      const reasons = empty.map((name) => `{{${name}}} is empty: "${savedBy[name]}" saved nothing, or an empty text`);
      throw new Error(reasons.join("; "));
    });
    pm.execution.skipRequest();
  }
}
