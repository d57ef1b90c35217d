import { fuzzTest } from '../test/fuzz-test.js';
import { prepare } from './dealer.js';

fuzzTest('dealer', prepare, 4);
