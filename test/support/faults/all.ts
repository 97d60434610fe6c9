import { codingFaults } from './coding.ts';
import { connectionFaults } from './connection.ts';
import type { Fault } from './fault.ts';
import { floodFaults } from './flood.ts';
import { framingFaults } from './framing.ts';
import { proxyFaults } from './proxy.ts';
import { redirectFaults } from './redirect.ts';
import { slowFaults } from './slow.ts';
import { statusFaults } from './status.ts';
import { tlsFaults } from './tls.ts';

/** All network faults. */
export const networkFaults: readonly Fault[] = [
  ...connectionFaults,
  ...slowFaults,
  ...codingFaults,
  ...floodFaults,
  ...framingFaults,
  ...redirectFaults,
  ...statusFaults,
  ...tlsFaults,
  ...proxyFaults,
];
