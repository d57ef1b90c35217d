import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { say } from './say.mjs';
import { toolchain } from './paths.mjs';

const lockFile = resolve(toolchain, 'set-up.lock');

function ownerAlive() {
  try {
    process.kill(Number(readFileSync(lockFile, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function tryLock() {
  mkdirSync(toolchain, { recursive: true });
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!ownerAlive()) rmSync(lockFile, { force: true }); // left by a killed set-up
    return false;
  }
}

/**
 * Two npm scripts started at once must not install into the same folder.
 * @template T @param {() => Promise<T>} work @returns {Promise<T>}
 */
export async function withLock(work) {
  for (let told = false; !tryLock();) {
    if (!told) say('another set-up of this checkout is running; waiting for it');
    told = true;
    await new Promise((done) => setTimeout(done, 100));
  }
  const unlock = () => rmSync(lockFile, { force: true });
  process.once('exit', unlock);
  try {
    return await work();
  } finally {
    process.removeListener('exit', unlock);
    unlock();
  }
}
