// The old token goes first: if this sign-in fails, nothing is sent as the previous user.
pm.environment.set(__TOKEN__, "");
pm.environment.set(__EXPIRES_AT__, "");
