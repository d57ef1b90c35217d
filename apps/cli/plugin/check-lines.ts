interface CheckSeen {
  readonly name: string;
  readonly passed: boolean;
  readonly message: string;
}

/** A check and what it found: the first line beside its name, further ones below it. */
export function checkLines({ name, passed, message }: CheckSeen): string[] {
  return lines(passed ? 'ok' : 'FAILED', name, message.split('\n'));
}

/** What the type checker said, which decides nothing. */
export function typeLines(complaints: readonly string[]): string[] {
  return complaints.length === 0 ? [] : lines('note', 'types', complaints);
}

function lines(verdict: string, name: string, [first = '', ...more]: readonly string[]): string[] {
  return [
    `${verdict.padEnd(6)} ${name.padEnd(12)} ${first}`,
    ...more.map((line) => `${' '.repeat(20)}${line}`),
  ];
}
