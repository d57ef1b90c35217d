import { EventEmitter } from 'node:events';
import { StreamShares } from '../runs/stream-shares.js';
import { goneOf, onceClosed, type ClosingAnswer } from './once-closed.js';

/** An answer whose connection may have closed while something else was waited for. */
function answer(closed: boolean): ClosingAnswer & EventEmitter {
  return Object.assign(new EventEmitter(), { closed });
}

it('who comes late is told at once, who is early once', () => {
  let heard = 0;
  onceClosed(answer(true), () => heard++);
  expect(heard).toBe(1);
  const open = answer(false);
  onceClosed(open, () => heard++);
  expect(heard).toBe(1);
  open.emit('close');
  open.emit('close');
  expect(heard).toBe(2);
});

it('nobody waits for an answer to a connection that is closed', () => {
  expect(goneOf(answer(true)).aborted).toBe(true);
  const open = answer(false);
  const gone = goneOf(open);
  expect(gone.aborted).toBe(false);
  open.emit('close');
  expect(gone.aborted).toBe(true);
});

it('streams of connections that closed before they were counted leave the share of their address free', () => {
  const settings = { config: { streamsPerAddress: 1 } };
  const shares = new StreamShares(settings as ConstructorParameters<typeof StreamShares>[0]);
  for (let i = 0; i < 3; i++) shares.take('::1', answer(true));
  shares.take('::1', answer(false));
  expect(() => shares.take('::1', answer(false))).toThrow('1 event streams');
});
