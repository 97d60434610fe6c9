import { newmanRunner } from '../../src/run/newman/child-runner.ts';
import { engineContract } from '../support/engine-contract.ts';

engineContract('newman', newmanRunner);
