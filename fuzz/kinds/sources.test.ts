import { fuzzTest } from '../test/fuzz-test.js';
import { prepare } from './sources.js';

fuzzTest('sources', prepare, 6);
