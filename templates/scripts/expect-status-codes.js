pm.test(__NAME__, () => pm.expect(pm.response.code).to.be.oneOf(__CODES__));
