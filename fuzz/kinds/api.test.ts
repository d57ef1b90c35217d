import { fuzzTest } from '../test/fuzz-test.js';
import { prepare } from './api.js';

fuzzTest('api', prepare, 16);
