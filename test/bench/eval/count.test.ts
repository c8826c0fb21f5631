import { expect } from 'chai';
import type { Coach, Turn } from '../../../dialogs/turn.ts';
import { NEW_SESSION } from '../../../dialogs/turn.ts';
import { bandCounts, confusions, entityCounts, falseSures, refusals, share } from './count.ts';
import { judge, type Row } from './judge.ts';
import { offTopicReport } from './off-topic.ts';

/** A coach that takes a message for the intent that it names, in the band that it names: "thanks sure". */
const talk: Coach = (_, said) => {
  const [intent, band, ...rest] = said.kind === 'text' ? said.text.split(' ') : [];
  const turn = {
    intent,
    band,
    because: { by: 'test', detail: 'its words', score: 1 },
    replies: [{ point: rest.join(' '), more: [], cites: [], choices: [] }],
    session: NEW_SESSION,
    effects: [],
    entities: { topic: 'CRA', count: 5 },
  };
  return turn as unknown as Turn;
};

function judged(...rows: readonly Partial<Row & { text: string; intent: string; entities: object; also_ok: string[] }>[]) {
  return rows.flatMap((row) => judge(talk, { id: 'x', ...row } as Row));
}

describe('rows of intents', () => {
  const verdicts = judged(
    { text: 'thanks sure', intent: 'thanks' },
    { text: 'cancel sure', intent: 'thanks', also_ok: ['cancel'] },
    { text: 'help sure', intent: 'goodbye' },
    { text: 'help choose', intent: 'goodbye' },
    { text: 'help sure', intent: 'small_talk_or_out_of_scope' },
    { text: 'small_talk_or_out_of_scope unknown', intent: 'small_talk_or_out_of_scope' },
  );

  it('are right by the intent wanted, or one that is not wrong either', () => {
    expect(share(verdicts)).to.equal('3 of 6 (50.0 %)');
  });

  it('are confused where they are wrong, most frequent first', () => {
    expect(confusions(verdicts)).to.deep.equal([
      { wanted: 'goodbye', got: 'help', count: 2 },
      { wanted: 'small_talk_or_out_of_scope', got: 'help', count: 1 },
    ]);
  });

  it('are counted by band, right and wrong', () => {
    expect(bandCounts(verdicts)).to.deep.equal([
      { band: 'sure', right: 2, wrong: 2 },
      { band: 'choose', right: 0, wrong: 1 },
      { band: 'unknown', right: 1, wrong: 0 },
    ]);
    expect(falseSures(verdicts)).to.have.length(2);
  });

  it('that are off topic are refused or not', () => {
    expect(refusals(verdicts)).to.deep.equal({ refused: 1, all: 2 });
  });

  it('have their entities compared, by name, whatever the case', () => {
    const entities = judged({ text: 'thanks sure', intent: 'thanks', entities: { topic: 'cra', count: 5, when: 'tomorrow' } });
    expect(entityCounts(entities)).to.deep.equal([
      { name: 'count', right: 1, all: 1 },
      { name: 'topic', right: 1, all: 1 },
      { name: 'when', right: 0, all: 1 },
    ]);
  });
});

describe('a question', () => {
  const question = { id: 'q', area: 'cra', needs: ['refund'], provision: null, never: ['no rights'] };

  for (const [text, why] of [
    ['ask_knowledge sure a full refund', ''],
    ['ask_knowledge choose a full refund', 'gives no answer'],
    ['ask_knowledge sure a repair', 'lacks refund'],
    ['ask_knowledge sure no rights and no refund', 'says a never'],
  ] as const) {
    it(`${why === '' ? 'is right' : `"${why}"`} where the coach says: ${text}`, () => {
      expect(judge(talk, { ...question, text })[0]).to.include({ why, right: why === '', harmful: why === 'says a never' });
    });
  }

  it('that wants a provision is wrong where none is cited', () => {
    const [verdict] = judge(talk, { ...question, provision: 'CRA 2015 s.22', text: 'ask_knowledge sure a refund' });
    expect(verdict).to.include({ right: false, why: 'does not cite CRA 2015 s.22' });
  });
});

describe('a list of messages that are not ours', () => {
  it('is counted as refused, offered a choice and taken for ours, the last with what decided', () => {
    const lines = offTopicReport(talk, ['small_talk_or_out_of_scope sure', 'help unknown', 'ask_knowledge choose', 'thanks sure']);
    expect(lines.slice(-3).map((line) => line.trim().replace(/ +/g, ' '))).to.deep.equal([
      'refused 2 of 4 (50.0 %)',
      'choose 1 of 4 (25.0 %)',
      'sure 1 of 4 (25.0 %)',
    ]);
    expect(lines.join('\n')).to.include('thanks sure\n         → thanks; its words (1.00)');
  });
});
