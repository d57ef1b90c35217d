/** Characters of a line; a longer one is nothing that anybody of ours writes. */
export const LONGEST_LINE = 16 * 1024 * 1024;

/** A line as it arrived: what it says, or why it says nothing. */
export type Line =
  | { readonly status: 'read'; readonly value: unknown }
  | { readonly status: 'garbage'; readonly reason: string };

/** Takes a stream of text apart into lines of JSON. What is no JSON, or too long, is told and kept nowhere. */
export class JsonLines {
  private begun = '';
  private overlong = false;

  /** The lines that end in this piece. */
  push(piece: string): Line[] {
    const parts = piece.split('\n');
    const last = parts.pop()!;
    const lines = parts.map((part) => this.line(part)).filter((line) => line !== null);
    this.keep(last);
    return lines;
  }

  private line(end: string): Line | null {
    this.keep(end);
    const { begun, overlong } = this;
    this.begun = '';
    this.overlong = false;
    if (overlong) return { status: 'garbage', reason: `a line of more than ${LONGEST_LINE} characters` };
    if (begun.trim() === '') return null;
    try {
      return { status: 'read', value: JSON.parse(begun) as unknown };
    } catch {
      return { status: 'garbage', reason: `a line that is no JSON: ${begun.slice(0, SHOWN)}` };
    }
  }

  private keep(piece: string): void {
    this.overlong ||= this.begun.length + piece.length > LONGEST_LINE;
    this.begun = this.overlong ? '' : this.begun + piece;
  }
}

/** Of a line that cannot be read, characters that are told. */
const SHOWN = 80;
