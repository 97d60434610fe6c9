// The baseline for a large list: only reads it with `yaml` and writes it as JSON.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const [, , from, to] = process.argv;
writeFileSync(to, JSON.stringify(parse(readFileSync(from, 'utf8')), null, 2));
