import { afterAll } from 'vitest';
import { clearUp } from './at-the-end.ts';

// Carried out once for each test file.
afterAll(clearUp);
