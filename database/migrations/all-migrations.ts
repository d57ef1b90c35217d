import { CapsInReports1764600000000 } from './caps-in-reports.migration.js';
import { FailedStarts1764800000000 } from './failed-starts.migration.js';
import { ChangeableLeagues1763800000000, FirstSchema1763700000000 } from './first-schema.migration.js';
import { FrozenScenarios1764700000000 } from './frozen-scenarios.migration.js';
import { KeptReplays1764100100000 } from './kept-replays.migration.js';
import { Looks1764900100000 } from './looks.migration.js';
import { MatchDays1765360000000 } from './match-days.migration.js';
import { MatchMechanism1765350000000 } from './match-mechanism.migration.js';
import { OwnScenarios1765100000000 } from './own-scenarios.migration.js';
import { PlansByMatch1764100000000 } from './plans-by-match.migration.js';
import { PluginConsoles1764900000000 } from './plugin-consoles.migration.js';
import { Seals1765310000000 } from './seals.migration.js';
import { Seasons1765000000000 } from './seasons.migration.js';
import { Sessions1765330000000 } from './sessions.migration.js';
import { SourcesLast1765340000000 } from './sources-last.migration.js';
import { StorageProbe1764500000000 } from './storage-probe.migration.js';

/** Of a file, in their order. */
export const migrations = [
  ...[FirstSchema1763700000000, ChangeableLeagues1763800000000],
  ...[PlansByMatch1764100000000, KeptReplays1764100100000, StorageProbe1764500000000],
  ...[CapsInReports1764600000000, FrozenScenarios1764700000000, FailedStarts1764800000000],
  ...[PluginConsoles1764900000000, Looks1764900100000],
  ...[Seasons1765000000000, OwnScenarios1765100000000, Seals1765310000000],
  ...[Sessions1765330000000, SourcesLast1765340000000, MatchMechanism1765350000000],
  MatchDays1765360000000,
];
