import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NearTexts } from '#database/queue/match-material.js';

/** Plugins are their teams' own. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** Texts in files that are called by their SHA-256, in a folder that may be removed at any time. What is damaged is loaded again. */
export class DiskTexts implements NearTexts {
  constructor(private readonly folder: string) {}

  async get(sha256: string, load: () => Promise<string>): Promise<string> {
    const file = join(this.folder, sha256.slice(0, 2), sha256);
    const kept = await readFile(file, 'utf8').catch(() => null);
    if (kept !== null && createHash('sha256').update(kept).digest('hex') === sha256) return kept;
    const text = await load();
    // Matches are played without it, too.
    await this.keep(file, text).catch(() => undefined);
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
  }
}
