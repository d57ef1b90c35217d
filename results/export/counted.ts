/** Made once: one costs a hundred times what it costs to use it, and a page may have many. */
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `1 round`, `1,234 rounds`; a count, so >= 0. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`;
}
