// Set-up messages go to stderr, so that `--json` output on stdout stays one clean document.

/** @param {string} text */
export function say(text) {
  process.stderr.write(`[set-up] ${text}\n`);
}

/** @param {string} text @param {number} code @returns {never} */
export function fail(text, code = 1) {
  process.stderr.write(`[set-up] ${text}\n`);
  process.exit(code);
}

/**
 * Runs a long step and shows that it is alive: a moving clock on a terminal, a line every
 * 15 s elsewhere.
 * @template T @param {string} what @param {() => Promise<T>} work @returns {Promise<T>}
 */
export async function withProgress(what, work) {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  const terminal = process.stderr.isTTY;
  say(what);
  const timer = setInterval(
    () =>
      terminal
        ? process.stderr.write(`\r[set-up]   ... ${seconds()} s`)
        : say(`  ... still working, ${seconds()} s`),
    terminal ? 1000 : 15000,
  );
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (terminal) process.stderr.write('\r\x1b[K');
    say(`  done in ${seconds()} s`);
  }
}
