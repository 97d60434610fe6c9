/**
 * postmint as a library: stages as functions of values. `loadList` reads, `generate` makes files, `planOutput`
 * compares them with a disk, `check` says what differs and asks Postman's SDK, `run` sends and reaches a verdict.
 * docs/library.md has an example of each function.
 *
 * @packageDocumentation
 */

export type {
  AnswerField,
  Field,
  Identity,
  Refresh,
  Refusals,
  RequestAuth,
  SignIn,
  SignInBody,
  TemplateVariable,
  Token,
  TokenPlace,
} from './auth/sign-in.ts';
export type { SignedParts } from './auth/signed-auth.ts';
export type { Code } from './diagnostics/catalogue.ts';
export type { Diagnostic, Related, Result } from './diagnostics/diagnostic.ts';
export type { Severity } from './diagnostics/entry.ts';
export { formatDiagnostic, type Paint } from './diagnostics/format.ts';
export type { Origin, Position, Range, SourceFile } from './diagnostics/origin.ts';
export { check } from './library/check.ts';
export { endpointsSchema } from './library/editor-schema.ts';
export { countRequests, generate } from './library/generate.ts';
export { loadList, type ReadBeside, readerBeside } from './library/load-list.ts';
export { type PlannedInput, type RunInput, type RunOutcome, run } from './library/run.ts';
export { type SignedIn, type SignInOutcome, signIn } from './library/sign-in.ts';
export type {
  Api,
  Assignment,
  Body,
  Endpoint,
  Environment,
  Example,
  Folder,
  Item,
  MultipartField,
  Parameter,
  PathParameter,
  Retry,
  Save,
  SendSettings,
  SignInPlace,
  Upload,
  Url,
  Variable,
  VariableType,
} from './model/api.ts';
export { loadSchemaValidator, type SchemaFault, type SchemaValidator } from './model/check/schema-validator.ts';
export type { ClientFiles, NamedFile } from './model/client-files.ts';
export type { Expectation, Json, StatusRange } from './model/expectation.ts';
export type { TokenIdentity } from './model/identities.ts';
export type { DiskFile, OutputFile } from './output/output-file.ts';
export { type PlanInput, type PlannedFile, planOutput } from './output/plan.ts';
export { readDisk } from './output/read-disk.ts';
export { type Writer, writePlan } from './output/write.ts';
export type { ScriptTexts } from './postman/scripts/fill-script.ts';
export { judge } from './postman/v2/judge.ts';
/** The JSON of a v2.1 collection, as Postman's schema has it. */
export type * as CollectionV2 from './postman/v2/types.ts';
export { formatJsonReport } from './report/json.ts';
export { formatJunit } from './report/junit.ts';
export type {
  CookieUser,
  DataRow,
  DataValue,
  KeptCookies,
  Limits,
  RequestSending,
  RunJob,
  SignInSecrets,
  Tls,
  UploadFiles,
} from './run/job.ts';
export type { JsonObject, RunFiles } from './run/newman/newman-job.ts';
export {
  type LeftOut,
  type PlannedAssertion,
  type PlannedRequest,
  type PlannedTokenRequest,
  planRun,
  type RunPlan,
  type Selection,
} from './run/plan-run.ts';
export type { DataPlace } from './run/preflight/at-rows.ts';
export type { AssertionResult, RequestResult, RunResult, Stop } from './run/run-result.ts';
export type { ReceivedResponse, RunError, RunEvent, Runner, SentRequest } from './run/runner.ts';
export type { SendOptions } from './run/to-job.ts';
export type { ClientAuthentication, Grant } from './schema/auth-template.ts';
export type { Refusal } from './schema/refusal.ts';
export type { Secret } from './secrets/secret.ts';
export { type ReadOptions, readSource, toSource } from './source/read.ts';
