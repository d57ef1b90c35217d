import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BLOCK = new Uint8Array(64 * 1024);

/** A disk of its own that can be filled: a file system in memory. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** null: this user or system may not mount. */
  static mount(megabytes: number): SmallDisk | null {
    const folder = mkdtempSync(join(tmpdir(), 'gridleague-disk-'));
    const size = `size=${megabytes}m,mode=0700`;
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', folder]).status === 0)
      return new SmallDisk(folder);
    rmSync(folder, { recursive: true });
    return null;
  }

  /** Takes the last byte. */
  fill(): void {
    const file = openSync(join(this.folder, 'filler'), 'a');
    try {
      for (;;) writeSync(file, BLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(join(this.folder, 'filler'), { force: true });
  }

  /** Makes it read-only; nothing may be open for writing. */
  lock(): void {
    this.remount('ro');
  }

  unlock(): void {
    this.remount('rw');
  }

  private remount(options: string): void {
    const { status, stderr } = spawnSync('mount', ['-o', `remount,${options}`, this.folder]);
    if (status !== 0) throw new Error(`the small disk could not be remounted: ${String(stderr)}`);
  }

  unmount(): void {
    spawnSync('umount', ['-l', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Mounted for the tests of this file; where that may not be, they are skipped, loudly. */
export const canMount = ((): boolean => {
  const disk = SmallDisk.mount(1);
  disk?.unmount();
  if (!disk) process.stderr.write('SKIPPED: tests on a full disk; mounting one needs root\n');
  return disk !== null;
})();
