/**
 * Who an address belongs to, as far as limits are concerned: IPv4 by itself, IPv6 by its first 64 bits, which
 * are one household's or server's to choose the rest of; or by 48, which are the most that one customer is given. Some proxies tell the port as well: it is nobody else.
 */
export function addressBlock(address: string | undefined, bits: 48 | 64 = 64): string {
  const told = (address ?? '').trim().toLowerCase();
  const [, alone = told] = /^\[([^\]]*)\](?::\d+)?$/.exec(told) ?? /^([\d.]+):\d+$/.exec(told) ?? [];
  const plain = alone.replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped) return mapped;
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const last = tail ? tail.split(':') : [];
  const left = tail === undefined ? 0 : 8 - groups.length - last.length;
  const all = [...groups, ...Array<string>(Math.max(0, left)).fill('0'), ...last];
  return `${all
    .slice(0, bits / 16)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/${bits}`;
}
