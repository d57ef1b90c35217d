import type { OpenPlugin } from '../calls/plugin-pool.port.js';
import { OutsidePlugin } from './outside-plugin.js';
import type { Partner } from './partner.js';
import { ProgramSeats, type ProgramTimes } from './program-seats.js';
import type { SeatDesks } from './seat-desks.js';

/** By the wall: for an agent to be there when a match wants it, for each call, its way over the network included, and for the tools in a call. */
export const REMOTE_SECONDS = 10;

const times = (seconds: number): ProgramTimes => ({
  start: seconds * 1000,
  call: seconds * 1000,
  tools: seconds * 1000,
});

/** What is known of a strategy that its team runs elsewhere. */
interface RemoteFacts {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly file: string;
}

/** A strategy that its team runs on a machine of its own, and that plays over the network (docs/remote-agents.md). */
export class RemoteAgent extends OutsidePlugin {
  readonly name: string;
  readonly sha256: string;
  readonly file: string;
  private readonly id: string;

  constructor(
    { id, name, sha256, file }: RemoteFacts,
    /** a line to the agent for one match, or one life of it there */
    private readonly call: (agent: string) => Partner,
    private readonly seconds: number,
  ) {
    super();
    this.id = id;
    this.name = name;
    this.sha256 = sha256;
    this.file = file;
  }

  open(desks: SeatDesks): OpenPlugin {
    return new ProgramSeats(() => this.call(this.id), desks, times(this.seconds));
  }
}
