import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { keptText } from '../operation/kept-text.js';

/** 256 bits of chance, in a form that is easy to copy. */
export function newToken(prefix: string): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a token: with 256 bits of chance in it a plain hash is as good as a slow one. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether a token has this hash, in the same time for every token. */
export function matchesHash(token: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashToken(token), 'hex'), Buffer.from(hash, 'hex'));
}

export interface AdminToken {
  readonly hash: string;
  /** where it lies; null: it was given by configuration */
  readonly file: string | null;
}

/** The administrator's token: as configured, as kept from an earlier start, or a new one. */
export async function adminToken(dataFolder: string, configured: string | null): Promise<AdminToken> {
  if (configured) return { hash: hashToken(configured), file: null };
  const file = join(dataFolder, 'admin-token');
  const token = await keptText(file, () => `${newToken('admin')}\n`);
  return { hash: hashToken(token.trim()), file };
}
