import { Injectable } from '@nestjs/common';
import { ServerSettings } from '../config/server-settings.js';
import { addressBlock } from '../operation/address-block.js';
import { tooMany } from '../problem/problem.js';
import { onceClosed, type ClosingAnswer } from '../operation/once-closed.js';

/** Runs go on for minutes at least. */
const RETRY_SECONDS = 30;

/** Event streams that each address holds open, so that one cannot take the connections of all. */
@Injectable()
export class StreamShares {
  private readonly open = new Map<string, number>();

  constructor(private readonly settings: ServerSettings) {}

  /** Counts a stream until its response closes. Throws a problem where the address has as many as it may. */
  take(ip: string | undefined, response: ClosingAnswer): void {
    const address = addressBlock(ip);
    const { streamsPerAddress } = this.settings.config;
    const open = this.open.get(address) ?? 0;
    if (open >= streamsPerAddress)
      throw tooMany(`${streamsPerAddress} event streams are what an address may hold open`, RETRY_SECONDS);
    this.open.set(address, open + 1);
    onceClosed(response, () => this.release(address));
  }

  private release(address: string): void {
    const left = this.open.get(address)! - 1;
    if (left > 0) this.open.set(address, left);
    else this.open.delete(address);
  }
}
