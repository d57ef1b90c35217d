import { fstatSync, writeSync } from 'node:fs';

/**
 * Writes to a stream of the process for as long as the process lasts. Where it leads into a file, lines that a full disk
 * does not take are lost, and no more than that: a server outlives its log.
 */
export function steadyOutput(stream: NodeJS.WriteStream & { readonly fd: number }): (text: string) => void {
  if (!fstatSync(stream.fd).isFile()) return (text) => void stream.write(text);
  return (text) => {
    try {
      writeSync(stream.fd, text);
    } catch {
      // Nowhere is left to tell it.
    }
  };
}
