/** Those who wait for the same thing: it is told when all of them have left. */
export class JointWait {
  private readonly abandoned = new AbortController();
  private waiting = 0;

  /** Aborted when nobody waits any more. Who comes later finds it so, and must begin anew. */
  get gone(): AbortSignal {
    return this.abandoned.signal;
  }

  /** One more waits for what is made; `gone`: this one has left; absent: stays whatever happens. */
  async join<T>(made: Promise<T>, gone?: AbortSignal): Promise<T> {
    this.waiting++;
    const leave = (): void => {
      if (--this.waiting === 0) this.abandoned.abort();
    };
    if (gone?.aborted) leave();
    else gone?.addEventListener('abort', leave);
    return made.finally(() => gone?.removeEventListener('abort', leave));
  }
}

/**
 * Waits for what `make` makes, or for what others wait for already. What was given up because these others had left is made anew for
 * whoever has not.
 */
export async function shareWait<T>(
  find: () => { readonly made: Promise<T>; readonly wait: JointWait },
  gone?: AbortSignal,
): Promise<T> {
  for (;;) {
    const { made, wait } = find();
    try {
      return await wait.join(made, gone);
    } catch (error) {
      // `find` has forgotten it by now.
      if (!wait.gone.aborted || gone?.aborted) throw error;
    }
  }
}
