/** @short-form 1/5; each time: apps/server/requests, apps/server/forms */
import { fuzzTest } from '../test/fuzz-test.js';
import { prepare } from './api.js';

fuzzTest('api', prepare, 80);
