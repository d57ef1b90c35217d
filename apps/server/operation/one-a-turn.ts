/**
 * Begins one request in a turn of the event loop: what many ask for at the same moment is not done in one go,
 * but with everything else that waits in between.
 */
export function oneATurn(): (request: unknown, response: unknown, next: () => void) => void {
  const waiting: (() => void)[] = [];
  const begin = (): void => {
    waiting.shift()!();
    if (waiting.length > 0) setImmediate(begin);
  };
  return (_request, _response, next) => {
    if (waiting.push(next) === 1) setImmediate(begin);
  };
}
