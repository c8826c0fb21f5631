import { expect } from 'chai';
import fc from 'fast-check';
import { readCsv, writeCsv } from '../../../bot/exchange/csv.ts';
import { questionsToCsv, readQuestionsCsv } from '../../../bot/exchange/csv-questions.ts';
import { finish } from '../../../bot/exchange/finish.ts';
import type { Question } from '../../../knowledge/schema.ts';
import { realKnowledge } from '../../knowledge/support/real.ts';
import { anyNumber, anyQuestions, hostile, plain } from './every-kind.ts';

function read(file: string): Question[] {
  const { questions, problems } = finish(readQuestionsCsv(file), 'csv', {});
  expect(problems).to.deep.equal([]);
  return questions.map(({ question }) => question);
}
const back = (questions: readonly Question[]) => read(questionsToCsv(questions));
const cells = (file: string) => readCsv(file).rows.map((row) => row.cells);

describe('questions as CSV', () => {
  describe('come back equal', () => {
    it('for every question of the bank', async function () {
      this.timeout(60_000);
      const { questions } = (await realKnowledge()).content;
      expect(back(questions)).to.deep.equal(questions);
    });
    it('for every kind', () => expect(back(plain)).to.deep.equal(plain));
    it('with formulas, quotes, commas, emoji and line ends in every text', () => expect(back(hostile)).to.deep.equal(hostile));
    it('with any text in any field', () => {
      fc.assert(
        fc.property(anyQuestions, (questions) => {
          expect(back(questions)).to.deep.equal(questions);
        }),
        { numRuns: 300 },
      );
    });
    it('with any numbers', () => {
      fc.assert(
        fc.property(anyNumber, (question) => {
          expect(back([question])).to.deep.equal([question]);
        }),
        { numRuns: 200 },
      );
    });
    it('as a sheet saves them: semicolons, capitals, British dates, columns in another order', () => {
      const rows = cells(questionsToCsv(plain)).map((row) =>
        row.map((cell) => cell.replace(/^(True|False)$/, (word) => word.toUpperCase()).replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1')).reverse(),
      );
      const quoted = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')).join('\n');
      expect(read(quoted)).to.deep.equal(plain);
    });
  });

  it('begin with the mark by which Excel knows UTF-8, and end each row with CR LF', () => {
    expect(
      writeCsv([
        ['a', 'b c'],
        ['d, "e"', 'f\ng'],
      ]),
    ).to.equal('\uFEFFa,b c\r\n"d, ""e""","f\ng"\r\n');
  });

  it('hold no cell that a sheet would run', () => {
    const raw = [
      ...questionsToCsv(hostile)
        .slice(1)
        .matchAll(/"((?:[^"]|"")*)"|[^",\r\n]+/g),
    ].map(([whole, inside]) => inside ?? whole);
    expect(raw.filter((cell) => cell.startsWith("'=HYPERLINK"))).not.to.have.length(0);
    expect(raw.filter((cell) => /^[=+\-@＝＋－＠\s]/.test(cell))).to.deep.equal([]);
    for (const start of ['=1+1', '+1', '-1', '@a', '＝1']) expect(writeCsv([[start]])).to.equal(`\uFEFF'${start}\r\n`);
  });

  it('know a guard of ours from an apostrophe of the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("'", '=', '-', '@', '+', 'a', '"', ','), { minLength: 1, maxLength: 6 }), (signs) => {
        expect(cells(writeCsv([[signs.join('')]]))).to.deep.equal([[signs.join('')]]);
      }),
    );
    expect(cells("'tis,''")).to.deep.equal([["'tis", "''"]]);
  });

  it('read a cell of a megabyte', () => {
    const long = 'x"y,\n'.repeat(200_000).trim();
    expect(cells(writeCsv([[long, 'z']]))).to.deep.equal([[long, 'z']]);
  });
});
