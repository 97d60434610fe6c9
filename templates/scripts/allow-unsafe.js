// This request changes something: it is sent only where the environment allows it.
if (String(pm.environment.get("allow_unsafe")) !== "true") {
  pm.test("Allowed to change something", () => {
    throw new Error("set allow_unsafe to true in the environment to send this request");
  });
  pm.execution.skipRequest();
}
