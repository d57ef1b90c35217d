/** @short-form 1/5; each time: market/match/extreme-orders.test.ts */
import { fuzzTest } from '../test/fuzz-test.js';
import { prepare } from './orders.js';

fuzzTest('orders', prepare, 15);
