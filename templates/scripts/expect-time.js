pm.test(__NAME__, () => pm.expect(pm.response.responseTime).to.be.at.most(__LIMIT__));
