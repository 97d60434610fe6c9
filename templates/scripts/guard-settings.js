const environments = __ENVIRONMENTS__;
const tokenRequest = __TOKEN_REQUEST__;
//#if form
const form = __FORM__;
//#endif
//#if json
const json = __JSON__;
//#endif
//#if refresh
const refreshForm = __REFRESH_FORM__;
//#endif
