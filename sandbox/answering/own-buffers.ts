/**
 * The same content with every list of numbers in a buffer of its own. Lists that arrive over a channel may be
 * windows into the whole message, and an isolate gets a copy of all of a list's buffer: the views of other
 * seats, their seeds and the process's count of batches would lie before a plugin's eyes.
 */
export function inOwnBuffers<T>(content: T): T {
  // Not by constructor: what is copied may come from another realm than the copy.
  if (ArrayBuffer.isView(content)) {
    const Numbers = isList(content, 'Int32Array') ? Int32Array : Float64Array;
    return new Numbers(content as unknown as ArrayLike<number>) as unknown as T;
  }
  if (Array.isArray(content)) return content.map(inOwnBuffers) as T;
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(Object.entries(content).map(([name, part]) => [name, inOwnBuffers(part)])) as T;
}

function isList(content: ArrayBufferView, kind: string): boolean {
  return Object.prototype.toString.call(content) === `[object ${kind}]`;
}
