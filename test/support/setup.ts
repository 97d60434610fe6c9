import { afterAll } from 'vitest';
import { clearUp } from './at-the-end.ts';

// vitest runs this module once for each test file.
afterAll(clearUp);
