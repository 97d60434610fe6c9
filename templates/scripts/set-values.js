// Values for this request and later ones.
{
  const values = __VALUES__;
  for (const [name, value] of Object.entries(values)) {
    pm.environment.set(name, pm.variables.replaceIn(value));
    //#if typed
    if (__TYPED__.includes(name)) pm.environment.set(`${name}_json_type`, "string");
    //#endif
  }
}
