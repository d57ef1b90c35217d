import { fuzzTest } from '../test/fuzz-test.js';
import { prepare } from './orders.js';

fuzzTest('orders', prepare, 3, 3);
