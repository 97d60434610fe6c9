import { createRequire } from 'node:module';

/** What a package below newman exports, as newman itself finds it: not another version that stands beside it. */
export function belowNewman<T>(name: 'postman-runtime' | 'postman-request'): T {
  const own = createRequire(import.meta.url);
  const newman = createRequire(own.resolve('newman'));
  const from = name === 'postman-runtime' ? newman : createRequire(newman.resolve('postman-runtime'));
  return from(name) as T;
}
