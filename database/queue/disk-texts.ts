import { createHash, randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NearTexts } from './match-material.js';
import { InputError } from '#matches/input-error.js';

/** Plugins are their teams' own. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** All files of a cache; workers that share a folder may each have written a tenth more before they look. */
const MOST_BYTES = 1_000_000_000;
/** What is left of a cache that had grown too large, and how much may be written before somebody looks again. */
const [LEFT, UNSEEN] = [0.8, 0.1];
/** What is kept, and drafts of it; nothing else in the folder is ours to remove. */
const OURS = /^[0-9a-f]{64}(\.[0-9a-f-]{36})?$/;

/**
 * Texts in files that are called by their SHA-256, in a folder that may be removed at any time. What is damaged is loaded again; what
 * has not been used for longest goes when there is more than `most` (bytes).
 */
export class DiskTexts implements NearTexts {
  /** bytes; before the first look others may have written any number */
  private unseen = Infinity;

  private constructor(
    private readonly folder: string,
    private readonly most: number,
  ) {}

  /** Throws `InputError` where the folder is another user's, who could read and exchange what is in it. */
  static async open(folder: string, most: number = MOST_BYTES): Promise<DiskTexts> {
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE }).catch(() => undefined);
    const owner = await lstat(folder).then(
      (info) => info.uid,
      () => null,
    );
    // Whom an empty folder is given to may be root's guest (volumes of containers).
    if (owner !== null && owner !== 0 && process.getuid && owner !== process.getuid())
      throw new InputError(`--cache: ${folder} belongs to another user: name a folder of your own`);
    return new DiskTexts(folder, most);
  }

  async get(sha256: string, load: () => Promise<string>): Promise<string> {
    const file = join(this.folder, sha256.slice(0, 2), sha256);
    const kept = await this.kept(file).catch(() => null);
    if (kept !== null && createHash('sha256').update(kept).digest('hex') === sha256) return kept;
    const text = await load();
    // Matches are played without it, too.
    await this.keep(file, text).catch(() => undefined);
    return text;
  }

  /** Whoever may write here may put anything: what is no file is not opened, since that may never end. */
  private async kept(file: string): Promise<string | null> {
    const info = await lstat(file);
    if (!info.isFile() || info.size > this.most) return null;
    const text = await readFile(file, 'utf8');
    const now = new Date();
    await utimes(file, now, now).catch(() => undefined);
    return text;
  }

  /** Whole or not at all: several workers may share a folder. */
  private async keep(file: string, text: string): Promise<void> {
    await mkdir(join(file, '..'), { recursive: true, mode: FOLDER_MODE });
    const draft = `${file}.${randomUUID()}`;
    try {
      await writeFile(draft, text, { mode: FILE_MODE });
      await rename(draft, file);
    } finally {
      await rm(draft, { force: true });
    }
    this.unseen += Buffer.byteLength(text);
    if (this.unseen > UNSEEN * this.most) await this.shrink();
  }

  /** Drafts of those who were killed go as well. */
  private async shrink(): Promise<void> {
    this.unseen = 0;
    const names = await readdir(this.folder, { withFileTypes: true, recursive: true });
    const files = await Promise.all(
      names
        .filter((one) => one.isFile() && OURS.test(one.name))
        .map(async ({ parentPath, name }) => {
          const file = join(parentPath, name);
          const info = await lstat(file).catch(() => null);
          return { file, size: info?.size ?? 0, used: info?.mtimeMs ?? 0 };
        }),
    );
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    if (bytes <= this.most) return;
    files.sort((a, b) => a.used - b.used);
    for (const { file, size } of files) {
      if (bytes <= LEFT * this.most) return;
      await rm(file, { force: true });
      bytes -= size;
    }
  }
}
