// This request may change data, so it is sent only if the environment allows that.
if (String(pm.environment.get("allow_unsafe")) !== "true") {
  pm.test("Allowed to change something", () => {
    throw new Error("set allow_unsafe to true in the environment to send this request");
  });
  pm.execution.skipRequest();
}
