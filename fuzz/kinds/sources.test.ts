/** @short-form 1/5; each time: sandbox/compile */
import { fuzzTest } from '../test/fuzz-test.js';
import { prepare } from './sources.js';

fuzzTest('sources', prepare, 30);
