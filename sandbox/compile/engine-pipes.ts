import fs from 'node:fs';

const NOT_THERE = Object.assign(new Error('not implemented'), { code: 'ENOSYS' });
type Done = (error: Error | null, bytes?: number) => void;

/** Calls its last argument with the error of a system that has no files. */
function absent(...args: readonly unknown[]): void {
  (args.at(-1) as Done)(NOT_THERE);
}

const without = [
  ...[
    'chmod',
    'chown',
    'close',
    'fchmod',
    'fchown',
    'fstat',
    'ftruncate',
    'lchown',
    'link',
    'lstat',
    'mkdir',
    'open',
  ],
  ...['readdir', 'readlink', 'rename', 'rmdir', 'stat', 'symlink', 'truncate', 'unlink', 'utimes'],
] as const;

/** What Node's `fs` is called with. */
type Transfer = [fd: number, bytes: Uint8Array, offset: number, length: number, position: null, done: Done];

/** All that the engine's WebAssembly finds as Node's `fs`: its two pipes. What it writes elsewhere is read by nobody. */
const pipes = {
  ...Object.fromEntries(without.map((name) => [name, absent])),
  constants: {
    O_WRONLY: -1,
    O_RDWR: -1,
    O_CREAT: -1,
    O_TRUNC: -1,
    O_APPEND: -1,
    O_EXCL: -1,
    O_DIRECTORY: -1,
  },
  read: (...[fd, bytes, offset, length, , done]: Transfer) =>
    fd === 0 ? fs.read(fd, bytes, offset, length, null, done) : done(NOT_THERE),
  write: (...[fd, bytes, offset, length, , done]: Transfer) =>
    fd === 1 ? fs.write(fd, bytes, offset, length, null, done) : done(null, length),
  writeSync: (_fd: number, bytes: Uint8Array) => bytes.length,
  fsync: (_fd: number, done: Done) => done(null),
};

Object.assign(globalThis, { fs: pipes });
