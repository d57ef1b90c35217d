import inspector from 'node:inspector';
import { complain } from '../terminal/output.js';

const USUAL_PORT = 9229;

/** Opens this process to a debugger on this machine, and waits until one is there. */
export function waitForDebugger(port: number | true): void {
  const at = port === true ? USUAL_PORT : port;
  complain(
    'gridleague: plugins run unshielded in this process, and wait for a debugger (chrome://inspect, or an editor).',
    'Breakpoints in your file hold; so does the statement `debugger`. The report comes when the match is over.',
  );
  // Node says on stderr where it listens.
  inspector.open(at, '127.0.0.1', true);
}
