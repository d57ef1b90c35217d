import { createHash } from 'node:crypto';

/** An answer as it is sent: made in a thread, so that the server has nothing left to do with it. */
export interface SentText {
  /** UTF-8 */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

const encoder = new TextEncoder();

export function sentText(text: string): SentText {
  const bytes = encoder.encode(text);
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
}

/** What need not be copied on its way into a thread, or out of it. */
export function handedOver(message: unknown): ArrayBuffer[] {
  const { bytes } = (message ?? {}) as Partial<SentText>;
  return bytes instanceof Uint8Array ? [bytes.buffer] : [];
}
