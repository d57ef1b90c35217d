import type { DataSource } from 'typeorm';
import { isPostgres, type DatabaseAddress } from './address.js';
import { openFileSource } from './open-source.js';
import { openPostgres } from './postgres/open-postgres.js';

/** A connection of one's own for who reads, to a database that is open already. */
export function openReader(address: DatabaseAddress): Promise<DataSource> {
  return isPostgres(address) ? openPostgres(address, { most: 1 }) : openFileSource(address);
}
