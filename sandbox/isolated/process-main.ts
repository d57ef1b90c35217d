import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { onceOrphaned, tellParent } from '#parent-process.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { inOwnBuffers } from '../answering/own-buffers.js';
import { SeatHosts } from '../answering/seat-hosts.js';
import { markProgress } from '../processes/progress-mark.js';
import { guestSnapshot } from './guest-snapshot.js';
import { SNAPSHOT_FILE, type FromProcess, type ToProcess } from './protocol.js';
import { SeatIsolate } from './seat-isolate.js';

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
const { snapshot, made } = guestSnapshot(guestProgram, new URL(SNAPSHOT_FILE, import.meta.url));
let seats: SeatHosts | null = null;

const send: (message: FromProcess) => void = tellParent;

function receive(message: ToProcess): void {
  switch (message.kind) {
    case 'open': {
      const { plugin, limits } = message;
      seats = new SeatHosts(
        {
          ...{ plugin, limits, solver, now: () => performance.now() },
          openGuest: (host) => new SeatIsolate(snapshot, host, limits),
        },
        message.seats,
      );
      send({ kind: 'opened' });
      return;
    }
    case 'calls': {
      const opened = seats;
      if (!opened) throw new RangeError('no plugin was opened');
      const { batch, calls, stretch } = message;
      const results = calls.map((call, index) => {
        markProgress(batch, index + 1);
        return opened.call(inOwnBuffers(call), stretch);
      });
      send({ kind: 'results', batch, results });
      return;
    }
    case 'close':
      seats?.dispose();
      seats = null;
      send({ kind: 'closed' });
  }
}

process.on('message', receive);
onceOrphaned(() => process.exit(0));
send({ kind: 'ready', snapshot: made });
