pm.test(__NAME__, () => pm.expect(pm.response.code).to.be.within(__FROM__, __TO__));
