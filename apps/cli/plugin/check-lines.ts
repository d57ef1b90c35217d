interface CheckSeen {
  readonly name: string;
  readonly passed: boolean;
  readonly message: string;
}

/** A check and what it found: the first line beside its name, further ones below it. */
export function checkLines({ name, passed, message }: CheckSeen): string[] {
  const [first = '', ...more] = message.split('\n');
  return [
    `${passed ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${first}`,
    ...more.map((line) => `${' '.repeat(20)}${line}`),
  ];
}
