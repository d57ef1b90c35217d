/** Something wrong in the author's file; `line` and `column` count from 1. */
export interface Complaint {
  readonly text: string;
  readonly line?: number;
  readonly column?: number;
}

export type RejectionCode = 'unreadable' | 'not-compilable';

/** A file that cannot become a plugin. */
export class PluginRejectedError extends Error {
  override readonly name = 'PluginRejectedError';
  constructor(
    readonly code: RejectionCode,
    readonly file: string,
    readonly complaints: readonly Complaint[],
  ) {
    super(complaints.map((complaint) => describeComplaint(file, complaint)).join('\n'));
  }
}

/** `file:line:column: text` */
export function describeComplaint(file: string, { text, line, column }: Complaint): string {
  return line === undefined ? `${file}: ${text}` : `${file}:${line}:${column}: ${text}`;
}
