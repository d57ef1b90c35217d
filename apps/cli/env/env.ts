import { DrivenRoom } from '#matches/play/rooms/driven-room.js';
import { JsonLines, type Line } from '#sandbox/elsewhere/json-lines.js';
import { printJson } from '../terminal/output.js';
import { EnvMatches } from './env-matches.js';
import { requestProblem, RequestError } from './request-error.js';
import { readRequest, requestId } from './requests.js';

/** Of the protocol in docs/python.md. */
export const ENV_PROTOCOL = 1;

/**
 * `gridleague env`: answers every line on stdin with one on stdout, and ends, with its matches, when stdin does. Whatever a line
 * holds, it is answered; nothing a driver says ends the program.
 */
export async function env(): Promise<void> {
  const room = await DrivenRoom.open();
  const matches = new EnvMatches(room);
  tell({ gridleague: 'env', protocol: ENV_PROTOCOL, engine: room.engine, pid: process.pid });
  const lines = new JsonLines();
  process.stdin.setEncoding('utf8');
  for await (const piece of process.stdin as AsyncIterable<string>)
    for (const line of lines.push(piece)) void answer(line, matches).then(tell);
  await matches.closeAll();
}

async function answer(line: Line, matches: EnvMatches): Promise<object> {
  const id = line.status === 'read' ? requestId(line.value) : null;
  try {
    if (line.status === 'garbage') throw new RequestError('bad-json', line.reason);
    return { id, ok: await matches.answer(readRequest(line.value)) };
  } catch (error) {
    return { id, error: requestProblem(error) };
  }
}

function tell(message: object): void {
  printJson(message, 0);
}
