import type { runCodes } from '../codes/run.ts';
import { type ExplanationsOf, explain } from './explanation.ts';

/** The pages of the codes about what a command asks for, and about the secrets that a run needs. */
export const runExplanations = {
  usage: explain(
    { reason: 'unknown option "unsave" of run', help: 'did you mean "unsafe"?' },
    'The command line has an unknown command or option, or a value that the option does not accept.',
    'Nothing was read, written or sent.',
    '"postmint COMMAND --help" lists the options of a command.',
  ),
  'secret-on-command-line': explain(
    { name: 'password', option: 'env-var' },
    'newman takes secrets in "--env-var", so postmint does too, with a warning: processes of other users can read it.',
    'Shells also keep the line in their history.',
  ),
  'collection-unreadable': explain(
    {
      path: 'old.json',
      reason: 'it is a collection in format v1',
      help: 'import it in Postman, and export it as v2.1',
    },
    'postmint runs collections in the formats v2.0 and v2.1, whoever made them.',
    'Other files, such as an environment or an API description, are named for what they are.',
  ),
  'variables-unreadable': explain(
    { path: 'dev.json', kind: 'environment', reason: 'it is a collection' },
    'The file after -e is an environment, and that after -g has globals, as Postman exports them.',
    'Both have a list "values" with a "key" and a "value" in each entry.',
  ),
  'untested-error': explain(
    { request: 'Get user', status: 500 },
    'A request of a collection without a test was answered with an error, so the run fails.',
    'newman would end such a run with 0. A test of any kind, also in the folder or the collection, decides in its place.',
  ),
  'endless-loop': explain(
    { request: 'Wait for job', times: 1000 },
    'Scripts sent one request a thousand times in an iteration, so that the run would have had no end.',
    'A script that waits for something counts its tries, and calls setNextRequest(null) after the last one.',
  ),
  'unknown-environment': explain(
    { name: 'stagin', known: ['staging'] },
    'The name after -e is not an environment of the list.',
    'Names are case-sensitive.',
  ),
  'which-environment': explain(
    { known: ['dev', 'prod'] },
    'The list has several environments, and a run against the wrong server can do damage, so postmint does not choose one.',
    'With a single environment, -e is not needed.',
  ),
  'unknown-folder': explain(
    { name: 'Ordesr', known: ['Orders'] },
    'The name after --folder is not a folder of the list.',
    'Without this check, a run with a misspelled folder would test nothing and pass.',
  ),
  'unknown-request': explain(
    { name: 'Create a bok', known: ['Create a book'] },
    'The name after --request is not a request of the list. A request that the list gives no name has its method and path as its name, such as "GET /books".',
    'Write the name alone, or the names of its folders before it, with "/" between them. Names are case-sensitive.',
  ),
  'unknown-tag': explain(
    { name: 'smok', known: ['smoke'] },
    'No endpoint or folder has the tag after --tag or --not-tag.',
    'Without this check, a run with a misspelled tag would test nothing, or too much.',
  ),
  'nothing-selected': explain(
    { reason: '"POST /orders" is skipped: requests that may change data need --unsafe' },
    'The selected folders and tags have no request that may run.',
    'A run without requests would pass without testing anything, so it is an error.',
  ),
  'unset-variable': explain(
    {
      name: 'password',
      file: 'shop.dev.postman_environment.json',
      secret: true,
      sources: 'set SHOP_DEV_PASSWORD in the environment or in --env-file FILE, or use --secret-stdin password',
    },
    'A selected request, or its sign-in, uses a variable that has no value.',
    'Secrets come from standard input, an env file, an environment variable, the environment file or the prompt; other values come from the list, the environment file or --var.',
    'If an empty value is correct, declare the variable with "optional: true".',
  ),
  'path-value': explain(
    { name: 'name', is: 'has a segment "..", which leads to another path', hint: 'remove it' },
    'A value in a path must not be empty, and none of its segments may be "." or "..": servers and HTTP libraries remove such segments, and another resource would be requested.',
    'The value of {name} is one segment; "/" in the value of a variable is sent as %2F. A value of {+name} may have several segments, such as the path of a file.',
  ),
  'unsafe-not-allowed': explain(
    { name: 'prod' },
    'The list has "unsafe: ask", so requests that may change data need the permission of the environment.',
    'The generated collection checks the same variable, allow_unsafe, in every runner and in the Postman app.',
  ),
  'unknown-variable': explain(
    { name: 'colour', known: ['color'] },
    'A name on the command line, or a column of a data file, is not a variable of the environment.',
    'Without this check, the value would silently have no effect.',
  ),
  'secret-in-argv': explain(
    { name: 'password' },
    'Command lines are visible to all users in the list of processes, and they are kept in the history of the shell.',
    'The other ways to hand over a secret do not have this problem.',
  ),
  'secret-with-braces': explain(
    { name: 'password' },
    'Postman replaces {{names}} inside values too, so a part of the secret could be replaced or sent differently.',
    'There is no way to escape the braces.',
  ),
  'value-with-braces': explain(
    { name: 'note', place: 'row 2 of the data' },
    'Postman replaces variables inside values, so a data row with "{{password}}" would send the password to any server that the row is sent to.',
    'Values in the list or in an environment file may name variables, because they are reviewed with the list.',
  ),
  'secret-file-open': explain(
    { path: '.env' },
    'A file with secrets must be readable only by you (mode 600).',
    'This holds for env files, for data files with secrets, and for environment files into which you entered secrets.',
  ),
  'secret-file-tracked': explain(
    { path: '.env' },
    'A file that git tracks is shared with everyone who can read the repository, now and in its history.',
    'Add the file to .gitignore before you write secrets into it.',
  ),
  'bad-env-file': explain(
    { path: '.env', line: 3, reason: 'it is not NAME=value' },
    'An env file has one NAME=value per line, comments that start with "#", and empty lines.',
    'A value may be in single or double quotes, with a comment after it, but it must end on its line.',
    'The line is not repeated in the message, because it may contain a secret.',
  ),
  'plain-http': explain(
    { name: 'base_url', host: 'shop.example' },
    'Everyone on the path between you and the server can read a password or token that is sent over http.',
    'http to your own machine is always allowed, unless it goes through a proxy.',
  ),
  'protected-environment': explain(
    { name: 'prod' },
    'The list marks this environment as protected, and the run includes requests that may change data.',
    'The extra option protects production from a command that was meant for another environment.',
  ),
  'bad-data': explain(
    { path: 'data.csv', reason: 'row 3 has 2 fields, but the header has 3' },
    'Each object of the JSON list, or each row of the CSV file, is one iteration, and its keys are variables of the list.',
    'The columns of a CSV file are separated with commas (RFC 4180), and a value with a comma in it is in double quotes.',
    'An object or a list in JSON is for scripts only (pm.iterationData.get), so it cannot be the value of a variable.',
    'Values of the file are not repeated in the message, because they may be secrets.',
  ),
  'no-temp-folder': explain(
    { path: '/var/tmp/build', reason: 'it does not exist' },
    'newman runs in a process of its own, in an empty temporary folder, so that scripts cannot read your files.',
    'The operating system names the place for such folders; TMPDIR (TEMP on Windows) changes it.',
  ),
  'unused-column': explain(
    { path: 'users.csv', name: 'comment' },
    'A data file may have more columns than the list has variables, for example a comment or the expected answer.',
    'Their values change no request; a script in "before" or "after" can read them with pm.iterationData.get.',
    'Objects and lists in a JSON file are read in the same way.',
  ),
  insecure: explain(
    {},
    'Without certificate checks, anyone on the path can pretend to be the server and receive the password.',
    'With --ca-file, or "ca_file" in the environment, a private certificate is checked like any other.',
  ),
  'literal-in-data': explain(
    { name: 'amount', request: 'Upload a mail template' },
    'In texts, forms and headers, the braces of a name under "literal_braces" stay because there is no variable of this name.',
    'A column of the data is a variable, so every runner would put its value into the text.',
  ),
  'made-in-data': explain(
    { name: 'order_id', request: 'Create an order' },
    'A runner reads the columns of the data before the environment, where "save" and "set" put their values.',
    'Later requests would use the value of the row: a clean-up would delete it, and leave what the run made.',
  ),
  'unknown-code': explain(
    { name: 'unknown-kye', known: ['unknown-key'] },
    'Every message has its code in brackets, and "postmint explain" prints what this page says of it.',
    'Copy the code from the message, or look for it on this page.',
  ),
  'unknown-identity': explain(
    { name: 'jone', known: ['jane'] },
    'The name after --identity is not an identity of the list.',
    'Without --identity, the command signs in as the list itself does.',
  ),
  'nothing-to-get': explain(
    { template: 'basic' },
    'Templates such as basic, bearer and api-key do not ask a server for a token.',
    'A request shows whether the server accepts the credentials.',
  ),
  'sign-in-needs': explain(
    {
      identity: undefined,
      variable: 'login',
      request: 'Sign up',
      reason: 'requests that may change data need --unsafe',
    },
    'A selected request needs a token, and its sign-in uses a value that another request of the list saves.',
    'That request is not part of this run, so the sign-in would be sent with an empty value.',
  ),
  'public-secret': explain(
    { name: 'password' },
    'Reports mask the values of secrets, but not text that is in the list anyway, such as the name of a user.',
    'A secret that equals a public value is easy to guess.',
  ),
  'short-secret': explain(
    { name: 'password' },
    'A short value occurs in ordinary words, so masking it would make reports unreadable.',
    'Values of fewer than eight characters are masked only where they occur as a whole.',
  ),
  'secret-leak': explain(
    { artefact: 'the report run.xml' },
    'Before postmint prints or writes a result, it searches the result for every secret of the run.',
    'A secret was found that should have been masked, so nothing was written, and the exit code is 5.',
  ),
  'ignored-setting': explain(
    {
      name: 'NODE_TLS_REJECT_UNAUTHORIZED',
      instead: 'use --ca-file with the certificate of the server, or --insecure',
    },
    'An environment variable would weaken the run without being visible in the command.',
    'Use the option, which is visible in scripts and logs.',
  ),
} satisfies Partial<ExplanationsOf<typeof runCodes>>;
