/** Words in the messages of our scripts. They stay readable even if a secret contains one, such as "password-1". */
export const wordsOfScripts =
  'check username and password client_id and client_secret access_denied invalid_client invalid_grant';

/** Words that every report contains: names of fields and elements, outcomes, last lines. */
export const wordsOfReports = `
postmint collection environment engine newman startedAt duration exitCode stop sign-in network bail deadline loop interrupted crash
requests id name folders method url iteration outcome passed failed no-answer not-run status time size
assertions message line leftOut reason totals planned sent failedAssertions
answer sent reason more assertions more assertion of this request failed also not sent --show-values shows the value
diagnostics details code severity error warning note file range start end column offset hint related
testsuites testsuite testcase classname tests failures errors skipped timestamp failure
xml version encoding UTF-8 (line of the list) not run no answer answered
skipped: requests sent, request sent, of them again, by scripts, repeated byScripts of not run, assertions, assertion, all passed, none made, passed:, failed (exit
a script skipped it, as the list allows, there is nothing to clean up, no script led to it, and no test looks at it
postmint run, line code what is wrong, details summary requests request status time, and more
`;
