import { anAgent } from '../attack.js';

export default anAgent({
  what: 'looks for anything that is not plain JavaScript',
  expected: [],
  bid: `const plain = 'Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError globalThis JSON Math ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float16Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set WeakMap WeakSet Proxy Reflect Iterator DisposableStack AsyncDisposableStack decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval isFinite isNaN console'.split(' ');
        const found = Reflect.ownKeys(globalThis).filter((key) => !plain.includes(key)); if (found.length) throw new Error('found ' + found.map(String));`,
});
