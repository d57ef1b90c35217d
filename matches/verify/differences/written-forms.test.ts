import { aMatch } from '#results/test/match-builder.js';
import type { MatchReport } from '#market/match/report/report.js';
import { WrittenForms } from './written-forms.js';

const { report } = aMatch('1').result();
const { baseline, account, gainShares, ...without } = report;
const by = (version: string, commit: string, written: MatchReport = without): MatchReport => {
  return { ...written, engine: { version, commit } };
};

it('lets reports of builds lack an account that wrote none', () => {
  const forms = new WrittenForms(false);
  for (const commit of ['a', 'b', 'a']) expect(forms.complaint(by('0.1.0', commit))).toBeNull();
  expect(forms.complaint(by('0.2.0', 'a', report))).toBeNull();
});

it('lets none lack it in a run that froze its scenarios, or of a later version', () => {
  expect(new WrittenForms(true).complaint(by('0.1.0', 'a'))).toBe('report.account');
  expect(new WrittenForms(true).complaint(by('0.1.0', 'a', report))).toBeNull();
  for (const version of ['0.3.0', '0.10.0', '1.0.0', '0.1'])
    expect(new WrittenForms(false).complaint(by(version, 'a'))).toBe('report.account');
});

it('holds a build to one form, in a bundle and here', () => {
  const forms = new WrittenForms(false);
  expect(forms.complaint(by('0.2.0', 'a'))).toBeNull();
  expect(forms.complaint(by('0.2.0', 'a', report))).toBe('report.account');
  forms.learn(by('0.2.0', 'b', report));
  expect(forms.complaint(by('0.2.0', 'b'))).toBe('report.account');
});

describe('reports of communities from before lost load counted', () => {
  const community = (kpis: Record<string, number>): MatchReport => ({ ...report, kpis });
  const older = community({ consumption: 12 });
  const today = community({ consumption: 12, servedDemand: 8 });

  it('are of older versions, whether they froze their scenarios or not', () => {
    for (const frozen of [true, false]) {
      expect(new WrittenForms(frozen).complaint(by('0.2.0', 'a', older))).toBeNull();
      expect(new WrittenForms(frozen).complaint(by('0.3.0', 'a', older))).toBe('report.kpis');
    }
  });

  it('are of builds that write no others', () => {
    const forms = new WrittenForms(true);
    expect(forms.complaint(by('0.2.0', 'a', report))).toBeNull();
    expect(forms.complaint(by('0.2.0', 'a', today))).toBeNull();
    expect(forms.complaint(by('0.2.0', 'a', older))).toBe('report.kpis');
    forms.learn(by('0.2.0', 'b', today));
    expect(forms.complaint(by('0.2.0', 'b', older))).toBe('report.kpis');
  });
});
