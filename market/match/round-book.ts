import type { DealerSupply } from './dealer-supply.js';
import type { ClearingResult } from './clearing-round.js';
import { FULL_FILL, moneyToNumber, quantitiesToNumbers } from '../ledger/units.js';
import type { LedgerOrder, LedgerState } from '../ledger/ledger.port.js';
