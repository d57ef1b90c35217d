import fc from 'fast-check';
import { testRng } from './short-form.js';

// Properties draw from the one seed of the test run, like everything else that tests draw.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Math.floor(testRng('properties').next() * 2 ** 31) });

export { fc };
