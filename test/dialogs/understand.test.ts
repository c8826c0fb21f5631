import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { House } from '../../dialogs/house.ts';
import { templateOf } from '../../dialogs/template.ts';
import { type Band, NEW_SESSION, type Session } from '../../dialogs/turn.ts';
import { type Match, understand, understandPasted } from '../../dialogs/understand.ts';
import { citesOf, type Entry, searchText } from '../../knowledge/entries.ts';
import { type Knowledge, stemsOf } from '../../knowledge/knowledge.ts';
import { train } from '../../knowledge/linear.ts';
import { INTENTS, type IntentName } from '../../knowledge/lists.ts';
import { split } from '../../knowledge/words.ts';
import { realHouse } from './support/house.ts';

const OFF_TOPIC = readFileSync(join(import.meta.dirname, 'off-topic.txt'), 'utf8')
  .split('\n')
  .filter(Boolean);

/** Mistaking one of these for another is plain at once to whoever typed it. */
const UNMISTAKABLE: readonly IntentName[] = ['greeting', 'thanks', 'goodbye', 'help', 'cancel', 'set_reminder', 'start_quiz'];

let house: House;

before(async function () {
  this.timeout(60_000);
  house = await realHouse();
});

describe('a sentence of an intent file', () => {
  for (const intent of UNMISTAKABLE) {
    it(`is understood as ${intent} if it is one of its examples`, () => {
      expect(stolen(intent)).to.deep.equal([]);
    });
  }

  it('is understood as its own intent, all files against all, in at least 97 of 100', () => {
    const all = INTENTS.flatMap(examplesOf).length;
    expectAtMost(0.03, INTENTS.flatMap(stolen), all);
  });

  it('is not understood as the intent that lists it under "not"', () => {
    const taken = house.knowledge.content.intents.flatMap(({ intent, not }) =>
      not.flatMap((sentence) => {
        const match = meant(sentence);
        return match.intent === intent ? [`${intent}: ${shown(sentence, match)}`] : [];
      }),
    );
    expect(taken).to.deep.equal([]);
  });

  it('has a file for each intent', () => {
    expect(house.knowledge.content.intents.map(({ intent }) => intent)).to.have.members([...INTENTS]);
  });

  function examplesOf(intent: IntentName): readonly string[] {
    return house.knowledge.content.intents.filter((file) => file.intent === intent).flatMap((file) => file.examples);
  }

  function stolen(intent: IntentName): string[] {
    return examplesOf(intent).flatMap((sentence) => {
      const match = meant(sentence);
      return match.intent === intent ? [] : [`${intent}: ${shown(sentence, match)}`];
    });
  }
});

describe('a message that is not ours', () => {
  it('stands in a list of at least 300, none of which the scorers have learnt from', () => {
    expect(new Set(OFF_TOPIC).size).to.be.at.least(300);
    const { intents, phrases } = house.knowledge.content;
    const learnt = new Set([...intents.flatMap(({ examples }) => examples), ...phrases.elsewhere.flatMap(({ examples }) => examples)].map(folded));
    expect(OFF_TOPIC.filter((sentence) => learnt.has(folded(sentence)))).to.deep.equal([]);
  });

  it('is taken for one of ours in at most 2 of 100', () => {
    expectAtMost(0.02, takenAs('sure'), OFF_TOPIC.length);
  });

  it('is taken for one of ours in at most 7 of 100, also right after an answer', () => {
    const { entries, meanings } = meant('kettle broke after 5 weeks can she have a refund');
    const session: Session = { ...NEW_SESSION, last: { entry: entries[0] ?? '', meanings: meanings ?? [] } };
    expect(session.last?.meanings).not.to.have.length(0);
    expectAtMost(0.07, takenAs('sure', session), OFF_TOPIC.length);
  });

  it('is offered a choice of ours in at most 5 of 100', () => {
    expectAtMost(0.05, takenAs('choose'), OFF_TOPIC.length);
  });

  it('is refused, if it is an example of a subject that is not ours', () => {
    const examples = house.knowledge.content.phrases.elsewhere.flatMap((subject) => subject.examples);
    const taken = examples.flatMap((sentence) => {
      const match = meant(sentence);
      return match.intent === 'small_talk_or_out_of_scope' ? [] : [shown(sentence, match)];
    });
    expect(examples).not.to.have.length(0);
    expect(taken).to.deep.equal([]);
  });

  function takenAs(band: Band, session = NEW_SESSION): string[] {
    return OFF_TOPIC.flatMap((sentence) => {
      const match = understand(house, session, sentence);
      return match.intent !== 'small_talk_or_out_of_scope' && match.band === band ? [shown(sentence, match)] : [];
    });
  }
});

describe('a question that is ours', () => {
  it('reaches a provision by each of its names, in at least 95 of 100', () => {
    const names = house.knowledge.entries.flatMap((entry) =>
      entry.kind === 'provision' ? searchText(entry).names.map((name) => ({ entry, name })) : [],
    );
    const missed = names.flatMap(({ entry, name }) => {
      const match = meant(name);
      const first = answerOf(match);
      return first && (first.id === entry.id || citesOf(first).includes(entry.id)) ? [] : [`${entry.id}: ${shown(name, match)}`];
    });
    expectAtMost(0.05, missed, names.length);
  });

  it('reaches, in its everyday words, its own entry or one on the same provision, in at least 95 of 100', () => {
    const sample = everySeventhAsk();
    const missed = sample.flatMap(({ entry, ask }) => {
      const match = meant(ask);
      const first = answerOf(match);
      return first && answerAlike(first, entry) ? [] : [`${entry.id}: ${shown(ask, match)}`];
    });
    expectAtMost(0.05, missed, sample.length);
  });

  /** The entry that the match answers with, if it is sure. */
  function answerOf({ band, entries: [id] }: Match): Entry | undefined {
    return band === 'sure' && id !== undefined ? house.knowledge.entry(id) : undefined;
  }

  function answerAlike(one: Entry, other: Entry): boolean {
    const shared = provisionsBehind(one).some((id) => provisionsBehind(other).includes(id));
    return one.id === other.id || citesOf(one).includes(other.id) || citesOf(other).includes(one.id) || shared;
  }

  function provisionsBehind(entry: Entry): string[] {
    return [entry.id, ...citesOf(entry)].filter((id) => house.knowledge.entry(id)?.kind === 'provision');
  }
});

describe('what decides about a message', () => {
  /** All rules but the second (it wants a message without words) have something to say about this. */
  const TEXT = 'quiz me on section 22 cra, 5 weeks';

  type Scene = { readonly house: House; readonly session: Session };
  type Rule = { readonly rule: string; readonly by: string; readonly isIt: (match: Match) => boolean; readonly without: (scene: Scene) => Scene };

  const RULES: readonly Rule[] = [
    {
      rule: 'distress or danger',
      by: 'alarm',
      isIt: ({ alarm }) => alarm === 'danger',
      without: (scene) => ({ ...scene, house: { ...scene.house, alarms: [] } }),
    },
    {
      rule: 'the label of a button on screen',
      by: 'label of a button',
      isIt: ({ press }) => press === 'a-button',
      without: (scene) => ({ ...scene, session: { ...scene.session, offered: [] } }),
    },
    {
      rule: 'a request about the answer before',
      by: 'follow-up',
      isIt: ({ followUp }) => followUp === 'shorter',
      without: (scene) => ({ ...scene, house: { ...scene.house, followUps: [] } }),
    },
    {
      rule: 'the fact that was asked for',
      by: 'fact told',
      isIt: ({ entries }) => entries[0] === 'goods-fault-after-30-days',
      without: (scene) => ({ ...scene, session: NEW_SESSION }),
    },
    {
      rule: 'a subject that is not ours',
      by: 'not ours',
      isIt: ({ elsewhere }) => elsewhere?.id === 'a-subject',
      without: (scene) => ({ ...scene, house: { ...scene.house, elsewhere: [] } }),
    },
    {
      rule: 'a sentence template',
      by: 'template',
      isIt: ({ intent }) => intent === 'thanks',
      without: (scene) => ({ ...scene, house: { ...scene.house, intents: [] } }),
    },
    {
      rule: 'a reference to law',
      by: 'reference',
      isIt: ({ reference }) => reference?.ref === 'CRA 2015 s.22',
      without: (scene) => ({ ...scene, house: { ...scene.house, findReference: () => undefined } }),
    },
    {
      rule: 'an example word for word',
      by: 'example word for word',
      isIt: ({ intent }) => intent === 'goodbye',
      without: (scene) => withKnowledge(scene, { examples: new Map() }),
    },
    {
      rule: 'the name of an entry and nothing else',
      by: 'ranking',
      isIt: ({ intent, entries }) => intent === 'ask_knowledge' && entries[0] === 'cra-22',
      without: (scene) => withKnowledge(scene, { finder: { ...house.knowledge.finder, names: [] } }),
    },
    {
      rule: 'the intent scorer',
      by: 'intent scorer',
      isIt: ({ intent }) => intent === 'start_quiz',
      without: (scene) => withKnowledge(scene, { intents: train([]) }),
    },
    { rule: 'the ranking', by: 'ranking', isIt: ({ entries }) => entries.length > 0, without: (scene) => scene },
  ];

  function withKnowledge(scene: Scene, changes: Partial<Knowledge>): Scene {
    return { ...scene, house: { ...scene.house, knowledge: { ...scene.house.knowledge, ...changes } } };
  }

  RULES.forEach(({ rule, by, isIt }, at) => {
    const earlier = RULES.slice(0, at);
    it(`is ${rule}${at === 0 ? ' before everything else' : `, where there is no ${earlier.at(-1)?.rule.replace(/^(an?|the) /, '')}`}`, () => {
      const scene = earlier.reduce((left, { without }) => without(left), sceneOfAll());
      const match = understand(scene.house, scene.session, TEXT);
      expect(match.because.by).to.equal(by);
      expect(isIt(match), JSON.stringify(match)).to.equal(true);
    });
  });

  it('is that there are no words: "?" asks for help, anything else is an empty message', () => {
    for (const text of ['?', ' ??']) expect(meant(text), text).to.deep.include({ intent: 'help', band: 'sure' });
    for (const text of ['', '   ', '\n', '...', '!']) expect(meant(text), JSON.stringify(text)).to.deep.include({ intent: 'help', band: 'unknown' });
  });

  it('is that there are no words, before the label of a button', () => {
    const session: Session = { ...NEW_SESSION, offered: [{ label: '???', press: 'a-button' }] };
    expect(understand(house, session, '???').press).to.equal(undefined);
  });

  it('is distress or danger, whatever else is asked in the same breath', () => {
    expect(meant('quiz me on section 22, i want to die').alarm).to.equal('distress');
    expect(meant('what is lass? i am having a panic attack').alarm).to.equal('distress');
    expect(meant('start a complaint, he punched me').alarm).to.equal('danger');
    expect(meant('s22 cra, customer has a knife').alarm).to.equal('danger');
  });

  it('is a label whatever its case and marks, but only while it is on screen', () => {
    const session: Session = { ...NEW_SESSION, offered: [{ label: 'Keep it: what then?', press: 'a-button' }] };
    expect(understand(house, session, 'KEEP IT what then').press).to.equal('a-button');
    expect(understand(house, NEW_SESSION, 'KEEP IT what then').press).to.equal(undefined);
  });

  it('is the answer before only right after one: a command to the coach elsewhere is none', () => {
    const session: Session = { ...NEW_SESSION, last: { entry: 'lass', meanings: [] } };
    expect(understand(house, session, 'say that again').followUp).to.equal('again');
    expect(meant('say that again')).to.deep.include({ followUp: 'again', band: 'unknown' });
    expect(meant('what section is that').followUp).to.equal(undefined);
    expect(understand(house, session, 'i want to die, say that again').alarm).to.equal('distress');
  });

  it('is the fact asked for, with what was meant before', () => {
    const first = meant('kettle is faulty can she have a refund');
    const session: Session = { ...NEW_SESSION, last: lastOf(first) };
    const match = understand(house, session, '5 weeks ago');
    expect(first.decided?.ask).to.equal('age');
    expect(match).to.deep.include({ intent: 'ask_knowledge', band: 'sure', entries: ['goods-fault-after-30-days'] });
    expect(match.meanings).to.include.members(['~broken', '@1-6-months']);
    expect(meant('5 weeks ago').because.by).not.to.equal('fact told');
  });

  it('is a fact told in the first message: nothing is asked for that is known', () => {
    for (const [text, entry] of [
      ['kettle is faulty, she got it 2 weeks ago, can she have a refund', 'goods-fault-inside-30-days'],
      ['kettle broke after 5 weeks can she have a refund', 'goods-fault-after-30-days'],
      ['kettle broke after 7 months can she have a refund', 'goods-fault-after-6-months'],
      ['kettle broke after seven years can she have a refund', 'goods-fault-after-6-years'],
    ] as const) {
      const match = meant(text);
      expect(match.entries[0], text).to.equal(entry);
      expect(match.decided?.ask, text).to.equal(undefined);
    }
  });

  it('is a short message near the answer before, only where that makes it sure', () => {
    const first = meant('kettle broke after 5 weeks can she have a refund');
    const session: Session = { ...NEW_SESSION, last: lastOf(first) };
    expect(understand(house, session, 'what is nps').entries).to.deep.equal(meant('what is nps').entries);
    expect(understand(house, session, 'how many moons has jupiter').band).to.equal('unknown');
  });

  it('is, in a sentence of a pasted text, the ranking and nothing else', () => {
    for (const sentence of [
      'stop it now please',
      'quiz me on the law',
      'delete my data',
      'say that again',
      's22 cra',
      'thank you very much',
      'hello there',
      'i want to complain about this',
      'what is the weather',
    ])
      for (const told of [[], ['~broken', '@1-6-months']]) {
        const match = understandPasted(house, sentence, told);
        expect(['ask_knowledge', 'small_talk_or_out_of_scope'], sentence).to.include(match.intent);
        expect(match.because.by, sentence).to.equal('ranking');
        expect(match, sentence).not.to.have.any.keys('press', 'followUp', 'alarm', 'elsewhere', 'slots');
      }
  });

  it('is, in a sentence of a pasted text, joined by the facts of the whole and not by its other meanings', () => {
    const sentence = 'I want my money back for the kettle because it is faulty';
    expect(understandPasted(house, sentence, []).decided?.ask).to.equal('age');
    const match = understandPasted(house, sentence, ['@1-6-months', '~postage']);
    expect(match.entries[0]).to.equal('goods-fault-after-30-days');
    expect(match.meanings).not.to.include('~postage');
  });

  it('is a reference only with little else around it', () => {
    expect(meant('s22 cra').because.by).to.equal('reference');
    expect(meant('please show me section 22 of the consumer rights act').because.by).to.equal('reference');
    const story = 'customer says section 22 gives her money back for a kettle that broke after seven weeks of daily use';
    expect(meant(story).because.by).not.to.equal('reference');
  });

  it('is a reference that we do not hold, said as such', () => {
    expect(meant('section 999 cra')).to.deep.include({ intent: 'lookup_legislation', band: 'unknown', entries: [] });
  });

  it('is, for a template of lookup_legislation, the reference in the message if there is one', () => {
    const lookUp: House = {
      ...house,
      intents: [
        { intent: 'lookup_legislation', templates: [anything()] },
        { intent: 'thanks', templates: [anything()] },
      ],
    };
    expect(understand(lookUp, NEW_SESSION, 's22 cra').because.by).to.equal('reference');
    expect(understand(lookUp, NEW_SESSION, 'look up the thing').intent).to.equal('thanks');
  });

  it('is a ranking in three bands: the surer, the higher', () => {
    const scores: Record<Band, number[]> = { sure: [], choose: [], unknown: [] };
    const offered: Record<Band, number[]> = { sure: [], choose: [], unknown: [] };
    for (const text of [...everySeventhAsk().map(({ ask }) => ask), ...OFF_TOPIC]) {
      const { band, because, entries } = meant(text);
      if (because.by !== 'ranking') continue;
      scores[band].push(because.score);
      offered[band].push(entries.length);
    }
    expect(Math.min(...scores.sure)).to.be.above(Math.max(...scores.choose));
    expect(Math.min(...scores.choose)).to.be.above(Math.max(...scores.unknown));
    expect(Math.min(...offered.sure)).to.be.at.least(1);
    expect(new Set(offered.choose)).to.satisfy((counts: Set<number>) => [...counts].every((count) => count === 2 || count === 3));
    expect(Math.max(...offered.unknown)).to.be.at.most(2);
  });

  it('is nothing, where no word is known', () => {
    expect(meant('zzqx vvkq')).to.deep.include({ intent: 'small_talk_or_out_of_scope', band: 'unknown', entries: [] });
  });

  function lastOf({ entries: [entry = ''], meanings = [], decided }: Match): NonNullable<Session['last']> {
    return { entry, meanings, ...(decided && { decision: decided.decision, ...(decided.ask !== undefined && { ask: decided.ask }) }) };
  }

  /** Every rule but the second would decide. */
  function sceneOfAll(): Scene {
    const [subject] = house.knowledge.content.phrases.elsewhere;
    const nameOfAll = { stems: house.knowledge.words.read(TEXT).terms.filter((term) => !/^[_~@]/.test(term)), isAbbreviation: false };
    if (!subject) throw new Error('phrases.yaml has no subject that is not ours');
    return {
      session: {
        ...NEW_SESSION,
        offered: [{ label: TEXT, press: 'a-button' }],
        last: { entry: 'goods-faulty-in-general', meanings: ['~broken', '~goods'], decision: 'faulty-goods', ask: 'age' },
      },
      house: {
        ...house,
        knowledge: {
          ...house.knowledge,
          examples: new Map([[stemsOf(house.knowledge.words.read(TEXT)), 'goodbye']]),
          finder: { ...house.knowledge.finder, names: house.knowledge.entries.map(({ id }) => (id === 'cra-22' ? [nameOfAll] : [])) },
        },
        followUps: [{ kind: 'shorter', templates: [anything()] }],
        alarms: [{ phrase: 'danger', templates: [anything()] }],
        elsewhere: [{ subject: { ...subject, id: 'a-subject' }, templates: [anything()] }],
        intents: [{ intent: 'thanks', templates: [anything()] }],
      },
    };
  }

  function anything() {
    return templateOf('...', { kind: 'gap' }, house.knowledge.words);
  }
});

/** What the first message of a conversation means. */
function meant(text: string): Match {
  return understand(house, NEW_SESSION, text);
}

function everySeventhAsk(): { entry: Entry; ask: string }[] {
  return house.knowledge.entries.flatMap((entry) => searchText(entry).asks.map((ask) => ({ entry, ask }))).filter((_, at) => at % 7 === 0);
}

function folded(text: string): string {
  return split(text).join(' ');
}

function shown(text: string, { intent, band, because }: Match): string {
  return `"${text}" → ${intent}, ${band} (${because.detail})`;
}

function expectAtMost(share: number, offenders: readonly string[], of: number): void {
  const percent = ((100 * offenders.length) / of).toFixed(1);
  expect(offenders.length / of, `${offenders.length} of ${of} (${percent} %):\n${offenders.join('\n')}\n`).to.be.at.most(share);
}
