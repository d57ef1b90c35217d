import { NO_MAP, type OpenPlugin, type Playable } from '../calls/plugin-pool.port.js';
import type { SeatDesks } from './seat-desks.js';

/**
 * A strategy that is no plugin file: a program of its author's, or whoever drives a match from elsewhere. It is told what
 * plugins are told and answers as they do, but nothing shuts it in; a report of its match says so.
 */
export abstract class OutsidePlugin implements Playable {
  readonly sourceMap = NO_MAP;
  abstract readonly name: string;
  abstract readonly file: string;
  abstract readonly sha256: string;

  get version(): string {
    return this.sha256.slice(0, 8);
  }

  /** Ready for a match, with tools for its seats. */
  abstract open(desks: SeatDesks): OpenPlugin;
}
