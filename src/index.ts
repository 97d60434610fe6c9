/**
 * postmint as a library: stages as functions of values. `loadList` reads, `generate` makes files, `planOutput`
 * compares them with a disk, `check` says what differs and asks Postman's SDK, `run` sends and reaches a verdict.
 *
 * @packageDocumentation
 */
export type { Diagnostic, Related, Result } from './diagnostics/diagnostic.ts';
export { formatDiagnostic } from './diagnostics/format.ts';
export type { Position, Range, SourceFile } from './diagnostics/origin.ts';
export { check } from './library/check.ts';
export { endpointsSchema } from './library/editor-schema.ts';
export { countRequests, generate } from './library/generate.ts';
export { loadList, readerBeside } from './library/load-list.ts';
export { type RunInput, run } from './library/run.ts';
export type { Api, Endpoint, Environment, Folder, Variable } from './model/api.ts';
export { loadSchemaValidator, type SchemaValidator } from './model/check/schema-validator.ts';
export type { DiskFile, OutputFile } from './output/output-file.ts';
export { type PlanInput, type PlannedFile, planOutput } from './output/plan.ts';
export { judge } from './postman/v2/judge.ts';
export type { RequestResult, RunResult } from './run/run-result.ts';

export { readSource, toSource } from './source/read.ts';
