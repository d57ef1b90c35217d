import { fuzzTest } from '../test/fuzz-test.js';
import { prepare } from './bundle.js';

fuzzTest('bundle', prepare, 4, 2);
