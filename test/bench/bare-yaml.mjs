// The floor for a large list: what reading it with `yaml` and printing it as JSON costs by itself.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const [, , from, to] = process.argv;
writeFileSync(to, JSON.stringify(parse(readFileSync(from, 'utf8')), null, 2));
