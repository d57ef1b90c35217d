import { createHash } from 'node:crypto';

/** What seals the seeds of the leagues of a season. */
export const SECRETS = { heats: 'the secret of the heats', final: 'the secret of the final' } as const;
const sealOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
export const league = (id: keyof typeof SECRETS, entrants: string): string => `
id: ${id}
title: ${id}
format: self-play
scenarios: [tiny]
blocks: 1
seed: { sealed: ${sealOf(SECRETS[id])} }
entrants: ${entrants}
roundCap: 6
limits: { milliseconds: 30000 }
`;
/** With a seal that no run has opened. */
export const resealed = (id: keyof typeof SECRETS): string =>
  league(id, 'all').replace(sealOf(SECRETS[id]), sealOf(`another ${SECRETS[id]}`));
export const HOUR = 3_600_000;
export const iso = (at: number): string => new Date(at).toISOString();
/** A window that is open now, and what comes after it. */
export const season = (more: object = {}): Record<string, unknown> => {
  const now = Date.now();
  return {
    ...{ id: 'summer', title: 'Summer', champions: 1 },
    submissions: { from: iso(now - HOUR), until: iso(now + HOUR) },
    qualification: { at: iso(now + HOUR), leagues: ['heats'], through: 1 },
    final: { at: iso(now + 2 * HOUR), leagues: ['final'] },
    ...more,
  };
};
