pm.test(__NAME__, () => pm.response.to.not.have.header(__HEADER__));
