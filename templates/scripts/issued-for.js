const issuedFor = pm.variables.replaceIn(__ISSUED_FOR__);
