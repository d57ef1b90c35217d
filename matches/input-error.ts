/** What the user asked for cannot be done as asked; the message says what is wrong and how to mend it. */
export class InputError extends Error {
  readonly code = 'input';
  override readonly name = 'InputError';
}
