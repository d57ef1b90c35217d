import { Command } from 'commander';
import { meantVerb, tellMeantVerb } from './meant-verb.js';

const verbs = [
  new Command('play').description('play a match and report it'),
  new Command('leaderboard').description("show a league's standings"),
  new Command('check').description('say whether a plugin may play'),
];

it.each<[said: string, meant: string | undefined, why: string]>([
  ['chekc', 'check', 'two letters in the wrong order'],
  ['Leaderbord', 'leaderboard', 'a letter left out'],
  ['board', 'leaderboard', 'a part of its name'],
  ['standings', 'leaderboard', 'what it shows'],
  ['ch', undefined, 'too short to guess'],
  ['frobnicate', undefined, 'nothing like any'],
])('takes %s for %s: %s', (word, meant) => {
  expect(meantVerb(word, verbs)).toBe(meant);
});

it('says so where the verb is missing, also below a verb', () => {
  const program = new Command('gridleague');
  const study = program.command('study');
  study.command('closing').action(() => undefined);
  let told = '';
  for (const one of [program, study])
    one.exitOverride().configureOutput({ writeErr: (text) => (told += text) });
  tellMeantVerb(program);
  expect(() => program.parse(['study', 'clsing'], { from: 'user' })).toThrow('unknown command');
  expect(told).toBe("error: unknown command 'clsing'\n(Did you mean closing?)\n");
});
