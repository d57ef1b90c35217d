import type { MatchReport } from '#market/match/report.js';
import { isBeforeAccounts, isBeforeLostLoad } from './reported-then.js';

/** Versions whose builds wrote reports without an account, or without lost load among their KPIs. */
const OLDER = /^0\.[12]\./;

/** What reports of a build lack. */
interface Form {
  readonly accounts: boolean;
  /** undefined: it has written no report of a community */
  readonly lostLoad: boolean | undefined;
}

/**
 * Holds reports to the form in which their build writes them. A report may lack an account, or lost load, only where all
 * else says that it is from before there were any: its bundle, the version of its build, and whatever else that build wrote.
 */
export class WrittenForms {
  private readonly written = new Map<string, Form>();

  /** `frozen`: the run has frozen its scenarios, as all have that were begun since accounts came */
  constructor(private readonly frozen: boolean) {}

  /** That its build writes reports like this one, since it did so here. */
  learn(report: MatchReport): void {
    const form = formOf(report);
    const before = this.written.get(buildOf(report));
    this.written.set(buildOf(report), { ...form, lostLoad: form.lostLoad ?? before?.lostLoad });
  }

  /** What of a report its build would not have left out, or not have written, as a path; null: nothing. */
  complaint(report: MatchReport): string | null {
    const form = formOf(report);
    const written = this.written.get(buildOf(report)) ?? form;
    this.written.set(buildOf(report), { ...written, lostLoad: written.lostLoad ?? form.lostLoad });
    const isOlder = OLDER.test(report.engine.version);
    if (written.accounts !== form.accounts || (form.accounts && (this.frozen || !isOlder)))
      return 'report.account';
    const isOther = form.lostLoad !== undefined && (written.lostLoad ?? form.lostLoad) !== form.lostLoad;
    return isOther || (form.lostLoad === true && !isOlder) ? 'report.kpis.servedDemand' : null;
  }
}

function formOf(report: MatchReport): Form {
  const isOfCommunity = 'selfSufficiencyPercent' in report.kpis;
  return {
    accounts: isBeforeAccounts(report),
    lostLoad: isOfCommunity ? isBeforeLostLoad(report) : undefined,
  };
}

function buildOf({ engine: { version, commit } }: MatchReport): string {
  return `${version} ${commit}`;
}
