/** @short-form 1/6 or none; each time: matches/verify */
import { fuzzTest } from '../test/fuzz-test.js';
import { prepare } from './bundle.js';

fuzzTest('bundle', prepare, 2, 1);
