/** The clocks against dated stories that were counted by hand, without looking at how the clocks count. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'yaml';
import { CLOCKS, type ClockId } from '../../knowledge/clocks/shapes.ts';
import { questionsOf, workOut } from '../../knowledge/clocks.ts';

type Case = {
  readonly clock: ClockId;
  readonly told: { readonly [question: string]: string | readonly string[] };
  readonly last?: string;
  readonly also?: { readonly [name: string]: string };
  readonly problem?: true;
  readonly because: string;
};

const CASES: readonly Case[] = read('./clock-cases.yaml');
const CALENDAR: Parameters<typeof workOut>[2] = read('../../knowledge/bank-holidays.yaml');

describe('the clocks, worked by hand', () => {
  for (const story of CASES) {
    const { clock, because, last, also = {}, problem } = story;
    const told = Object.fromEntries(Object.entries(story.told).map(([question, values]) => [question, [values].flat()]));

    it(`${clock}: ${because}`, () => {
      expect(questionsOf(clock, told, CALENDAR), 'questions still open').to.deep.equal([]);
      const outcome = workOut(clock, told, CALENDAR);
      if ('problem' in outcome) {
        expect(problem, `refused: ${outcome.problem.line}`).to.equal(true);
        return;
      }
      expect(problem, 'should be refused').to.equal(undefined);
      expect(outcome.last ?? 'none').to.equal(last);
      for (const [name, day] of Object.entries(also)) expect(outcome.also.find((other) => other.name === name)?.day ?? 'none', name).to.equal(day);
    });
  }

  it('has at least 5 stories for each clock, each told once', () => {
    for (const clock of CLOCKS) expect(CASES.filter((story) => story.clock === clock).length, clock).to.be.at.least(5);
    expect(new Set(CASES.map(({ clock, told }) => JSON.stringify([clock, told]))).size).to.equal(CASES.length);
  });
});

function read<T>(path: string): T {
  return parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}
