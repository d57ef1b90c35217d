const BLOCK = 512;
const LONGEST_NAME = 100;

/**
 * Files as a tar archive (POSIX ustar): regular files without owner and time, so that the same files give
 * the same bytes. Throws a `RangeError` for a name of more than 100 ASCII characters.
 */
export function tarOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [name, content] of files) {
    parts.push(header(name, content.length), content, new Uint8Array(-content.length & (BLOCK - 1)));
  }
  parts.push(new Uint8Array(2 * BLOCK));
  return Buffer.concat(parts);
}

function header(name: string, size: number): Uint8Array {
  if (name.length > LONGEST_NAME || !/^[\x21-\x7e]+$/.test(name))
    throw new RangeError(`not a name for a file in an archive: ${name}`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, digits: number): void => {
    block.write(`${value.toString(8).padStart(digits, '0')}\0`, at, 'latin1');
  };
  block.write(name, 0, 'latin1');
  octal(0o644, 100, 7); // mode
  octal(0, 108, 7); // user
  octal(0, 116, 7); // group
  octal(size, 124, 11);
  octal(0, 136, 11); // time
  block.fill(' ', 148, 156);
  block.write('0', 156, 'latin1'); // a regular file
  block.write('ustar\x0000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}
