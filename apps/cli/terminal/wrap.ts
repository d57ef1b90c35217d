/** Of what people read, characters. */
export const LINE_WIDTH = 100;

/** `items` separated by commas, on lines of at most `width` characters. */
export function wrapList(items: readonly string[], width = LINE_WIDTH): string[] {
  return wrapped(
    items.map((item, index) => (index < items.length - 1 ? `${item},` : item)),
    width,
  );
}

/** Sentences as a paragraph of lines of at most `width` characters. */
export function wrapText(text: string, width = LINE_WIDTH): string[] {
  return wrapped(text.split(' '), width);
}

function wrapped(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
