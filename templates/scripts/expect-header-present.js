pm.test(__NAME__, () => pm.response.to.have.header(__HEADER__));
