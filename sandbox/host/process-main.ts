import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { inOwnBuffers } from './own-buffers.js';
import { markProgress } from './progress-mark.js';
import type { FromProcess, SeatCall, ToProcess } from './protocol.js';
import { SeatHost, type SeatHostOptions, type SeatResult } from './seat-host.js';

/**
 * The program of a sandbox process. It serves one plugin: `open`, then batches of calls, then
 * `close`, after which nothing of the match is left. It ends when its parent does.
 */
/**
 * Stack of an isolate in kB. This process has about 984 of its own, on the same thread: a plugin that
 * calls its tools at the end of its stack still leaves the solver room, so it sees no overflow of ours.
 */
setFlagsFromString('--stack-size=500');

const solver = await createHighsSolver();
const guestProgram = readFileSync(new URL('guest.js', import.meta.url), 'utf8');
const seats = new Map<number, SeatHost>();
/** seats that nobody has taken yet; nothing of the plugin is in them */
const blanks: SeatHost[] = [];
let options: SeatHostOptions | null = null;

function send(message: FromProcess): void {
  process.send!(message);
}

function run(call: SeatCall, stretch: number): SeatResult {
  if (!options) throw new RangeError('no plugin was opened');
  let seat = seats.get(call.seat);
  if (!seat) seats.set(call.seat, (seat = blanks.pop() ?? new SeatHost(options)));
  return seat.call(call, stretch);
}

function forget(): void {
  for (const seat of [...seats.values(), ...blanks.splice(0)]) seat.dispose();
  seats.clear();
  options = null;
}

function receive(message: ToProcess): void {
  switch (message.kind) {
    case 'open':
      options = { ...message, guestProgram, solver, now: () => performance.now() };
      for (let seat = 0; seat < message.seats; seat++) blanks.push(new SeatHost(options));
      send({ kind: 'opened' });
      return;
    case 'calls': {
      const { batch, calls, stretch } = message;
      const results = calls.map((call, index) => {
        markProgress(batch, index + 1);
        return run(inOwnBuffers(call), stretch);
      });
      send({ kind: 'results', batch, results });
      return;
    }
    case 'close':
      forget();
      send({ kind: 'closed' });
  }
}

process.on('message', receive);
process.on('disconnect', () => process.exit(0));
send({ kind: 'ready' });
