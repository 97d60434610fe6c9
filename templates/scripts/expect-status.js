pm.test(__NAME__, () => pm.response.to.have.status(__CODE__));
