// How much more patient than on a quiet machine tests have to be here: one factor, by which all their deadlines are
// scaled. It is measured once, before the tests start, or given as GRIDLEAGUE_TEST_PATIENCE.
import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';

/** Processor milliseconds that the work below takes on the machine which the deadlines were made for. */
const USUAL_MILLISECONDS = 200;
/** The load comes and goes: patience for so many times what there was when it was measured. */
const MARGIN = 2;

/** @returns {number} at least `MARGIN` */
export function measuredPatience() {
  const start = performance.now();
  const before = process.cpuUsage();
  const data = new Uint8Array(1 << 20);
  for (let i = 0; i < 100; i++) createHash('sha512').update(data).digest();
  const { user, system } = process.cpuUsage(before);
  const used = (user + system) / 1000;
  const load = (performance.now() - start) / used;
  const slowness = used / USUAL_MILLISECONDS;
  return Math.ceil(MARGIN * Math.max(1, load) * Math.max(1, slowness));
}
