import { locations, repeatedHeaders, repeatedKeys, wrongHeaders } from './answers.ts';
import { inPlaces } from './in-places.ts';
import { numberRows, wrongNumbers } from './numbers.ts';
import { optionalRows } from './optionals.ts';
import { allowedInPath, savedInPath } from './paths.ts';
import { bracesInData, ofEnvironment, type RefusedRow, signsInData } from './refused.ts';
import type { ValueRow } from './row.ts';
import { fromSources } from './sources.ts';

/** The kinds of values that arrive as they are. Each is one list, and every request of it passes. */
export const arriving: Readonly<Record<string, readonly ValueRow[]>> = {
  'a value in each place': [...inPlaces],
  'a value from each source': fromSources,
  numbers: numberRows,
  'a saved value in a path': allowedInPath,
  'empty optional values': optionalRows,
  'headers that an answer has several times': repeatedHeaders,
  'a part of a Location': locations,
  'repeated keys': repeatedKeys,
};

/** The kinds that must fail during the run. Each row fails, in every runner. */
export const failing: Readonly<Record<string, readonly ValueRow[]>> = {
  'another number than the expected one': wrongNumbers,
  'a saved value that leads elsewhere': savedInPath,
  'repeated headers, none as expected': wrongHeaders,
};

/** The kinds that postmint refuses before the run. */
export const refused: Readonly<Record<string, readonly RefusedRow[]>> = {
  'a value of the environment': ofEnvironment,
  'a value of a data row': signsInData,
  'braces in a data row': bracesInData,
};
