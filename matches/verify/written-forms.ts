import type { MatchReport } from '#market/match/report.js';
import { isBeforeAccounts } from './reported-then.js';

/** Versions whose builds wrote reports without an account. */
const BEFORE_ACCOUNTS = /^0\.[12]\./;

/**
 * Holds reports to the form in which their build writes them. A report may lack an account only where all else says
 * that it is from before there were any: its bundle, the version of its build, and whatever else that build wrote.
 */
export class WrittenForms {
  private readonly isOld = new Map<string, boolean>();

  /** `frozen`: the run has frozen its scenarios, as all have that were begun since accounts came */
  constructor(private readonly frozen: boolean) {}

  /** That its build writes reports like this one, since it did so here. */
  learn(report: MatchReport): void {
    this.isOld.set(buildOf(report), isBeforeAccounts(report));
  }

  /** What of a report its build would not have left out, or not have written, as a path; null: nothing. */
  complaint(report: MatchReport): string | null {
    const isOld = isBeforeAccounts(report);
    const build = buildOf(report);
    const written = this.isOld.get(build) ?? isOld;
    this.isOld.set(build, written);
    const mayBe = isOld ? !this.frozen && BEFORE_ACCOUNTS.test(report.engine.version) : true;
    return mayBe && written === isOld ? null : 'report.account';
  }
}

function buildOf({ engine: { version, commit } }: MatchReport): string {
  return `${version} ${commit}`;
}
