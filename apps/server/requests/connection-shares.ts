import { addressBlock } from '../operation/address-block.js';

/** Connections by the block of an address, oldest first. */
type Site<T> = Map<string, Set<T>>;

/**
 * Who may hold how many connections: `share` each block of addresses, and each site of blocks (an IPv6 /48; an address of
 * IPv4 is both), and `most` all together. A newcomer to what is full takes the place of the oldest connection of
 * whoever has most there, unless that is itself.
 */
export class ConnectionShares<T> {
  private readonly sites = new Map<string, Site<T>>();
  private readonly addresses = new Map<T, string>();

  constructor(
    private readonly most: number,
    private readonly share: number,
  ) {}

  /** Takes a connection in. Returns the one that has to go for it, and counts no more; null: none has to; undefined: it is not taken in. */
  enter(address: string, one: T): T | null | undefined {
    const site = this.sites.get(addressBlock(address, 48)) ?? (new Map() as Site<T>);
    const own = site.get(addressBlock(address)) ?? new Set();
    if (own.size >= this.share) return undefined;
    const leaving = this.hasRoomFor(site) ? null : this.oldest(site, own.size);
    if (leaving === undefined) return undefined;
    if (leaving !== null) this.leave(leaving);
    this.sites.set(addressBlock(address, 48), site.set(addressBlock(address), own.add(one)));
    this.addresses.set(one, address);
    return leaving;
  }

  leave(one: T): void {
    const address = this.addresses.get(one);
    if (!this.addresses.delete(one)) return;
    const site = this.sites.get(addressBlock(address, 48));
    const own = site?.get(addressBlock(address));
    own?.delete(one);
    if (own?.size === 0) site?.delete(addressBlock(address));
    if (site?.size === 0) this.sites.delete(addressBlock(address, 48));
  }

  private hasRoomFor(site: Site<T>): boolean {
    return this.addresses.size < this.most && sizeOf(site) < this.share;
  }

  /** Of the site that has more than the newcomer's, else of the block of its own site that has more than its own. */
  private oldest(site: Site<T>, own: number): T | undefined {
    const held = sizeOf(site);
    const crowd = [...this.sites.values()].reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a), site);
    const isOthers = held < this.share && sizeOf(crowd) > held + 1;
    const blocks = [...(isOthers ? crowd : site).values()];
    const block = blocks.reduce((a, b) => (b.size > a.size ? b : a), new Set());
    return isOthers || block.size > own + 1 ? [...block][0] : undefined;
  }
}

function sizeOf<T>(site: Site<T>): number {
  return [...site.values()].reduce((sum, { size }) => sum + size, 0);
}
