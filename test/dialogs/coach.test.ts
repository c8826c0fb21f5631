import { expect } from 'chai';
import fc from 'fast-check';
import { toText } from '../../bot/render.ts';
import { coach } from '../../dialogs/coach.ts';
import type { House } from '../../dialogs/house.ts';
import { type Choice, type Coach, NEW_SESSION, type Reply, type Said, type Session, type Turn } from '../../dialogs/turn.ts';
import { searchText } from '../../knowledge/entries.ts';
import type { PhraseName } from '../../knowledge/lists.ts';
import { NOW, realHouse, textOf } from './support/house.ts';

let house: House;
let talk: Coach;

before(async function () {
  this.timeout(60_000);
  house = await realHouse();
  talk = coach(house);
});

/** One message of each kind. */
const MESSAGES = [
  'hello',
  'what is lass',
  's22 cra',
  'section 999 cra',
  'customer wants a refund',
  'quiz me',
  'what is the weather',
  'he punched me',
  '',
  '?',
  'zzqx',
  'consumer rights act',
];

describe('a turn', () => {
  it('is the same for the same arguments, whatever was said in between', () => {
    const first = MESSAGES.map((text) => say(text));
    const again = [...MESSAGES].reverse().map((text) => say(text));
    expect(again.reverse()).to.deep.equal(first);
    expect(MESSAGES.map((text) => coach(house)(NEW_SESSION, { kind: 'text', text }, NOW))).to.deep.equal(first);
  });

  it('leaves what it is given as it was', () => {
    let session: Session = deepFrozen(structuredClone(NEW_SESSION));
    const now = new Date(NOW);
    const steps: Said[] = [
      ...MESSAGES.map((text): Said => ({ kind: 'text', text })),
      { kind: 'press', press: 'help' },
      { kind: 'press', press: 'nothing' },
    ];
    for (const said of steps) session = deepFrozen(talk(session, deepFrozen(said), now).session);
    expect(now.getTime()).to.equal(NOW.getTime());
  });

  it('leaves a session that is plain JSON', () => {
    let session = NEW_SESSION;
    for (const text of MESSAGES) {
      session = say(text, session).session;
      expect(structuredClone(session)).to.deep.equal(session);
      expect(JSON.parse(JSON.stringify(session))).to.deep.equal(session);
    }
  });

  it('is the same from a session that was stored and read again', () => {
    let session = NEW_SESSION;
    for (const text of MESSAGES) {
      const turn = say(text, session);
      expect(say(text, JSON.parse(JSON.stringify(session)))).to.deep.equal(turn);
      session = turn.session;
    }
  });

  it('offers, in the session, the buttons that its replies show', () => {
    for (const text of MESSAGES) {
      const { replies, session } = say(text);
      expect(session.offered).to.deep.equal(replies.flatMap(({ choices }) => choices));
    }
  });

  it('names a source in each answer from the knowledge base', () => {
    const asks = house.knowledge.entries.flatMap((entry) => searchText(entry).asks).filter((_, at) => at % 50 === 0);
    const answered = asks.map((ask) => say(ask)).filter(({ intent, band }) => intent === 'ask_knowledge' && band === 'sure');
    expect(answered).not.to.have.length(0);
    for (const { replies } of answered) expect(replies.at(-1)?.cites).not.to.have.length(0);
  });

  it('has a reply with something in it, whatever is typed', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(fc.array(anyText(), { minLength: 1, maxLength: 3 }), (texts) => {
        let session = NEW_SESSION;
        for (const text of texts) {
          const turn = say(text, session);
          expectReplies(turn);
          session = turn.session;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has a reply with something in it, whatever is pressed', () => {
    const press = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('ask:', 'act:', 'help', 'welcome').chain((start) => fc.string().map((end) => start + end)),
    );
    fc.assert(
      fc.property(press, (id) => expectReplies(pressing(id))),
      { numRuns: 300 },
    );
  });

  it('keeps no word that was typed, but only what it meant', () => {
    const noise = fc.array(fc.constantFrom(...'bcdfghjklmnpqrstvwxyz'), { minLength: 12, maxLength: 20 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(noise, fc.constantFrom(...MESSAGES), (secret, text) => {
        const turn = say(`${secret} ${text} ${secret}`);
        expect(JSON.stringify(turn).toLowerCase()).not.to.include(secret);
      }),
      { numRuns: 100 },
    );
  });

  function expectReplies({ replies }: Turn): void {
    expect(replies).not.to.have.length(0);
    for (const { point } of replies) expect(point.trim()).not.to.equal('');
  }

  function anyText() {
    const emoji = ['🙂', '👩‍👩‍👧‍👦', '🇬🇧'];
    const rightToLeft = ['\u0645\u0631\u062D\u0628\u0627', '\u05E9\u05DC\u05D5\u05DD', '\u202Eabc', '\u0663\u0664'];
    const broken = ['\0', '\u0000\uFFFF', '\uD800', '\uDC00x', '\uFB01', '\u200B', '\n\n', '\t'];
    const awkward = fc.constantFrom(...emoji, ...rightToLeft, ...broken, '<script>', '{reference}', '$&', '\\', '%00');
    const piece = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), awkward, fc.constantFrom(...MESSAGES));
    const short = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(' '));
    const long = fc
      .tuple(piece, fc.constantFrom(' ', '', '.', '@', '-'))
      .map(([text, between]) => `${text || 'x'}${between}`.repeat(20_000).slice(0, 20_000));
    return fc.oneof({ weight: 9, arbitrary: short }, { weight: 1, arbitrary: long });
  }
});

describe('a press', () => {
  it('answers by its id, and typing the label does the same', () => {
    const firsts = house.knowledge.entries.filter((_, at) => at % 40 === 0).map(({ id }) => pressing(`ask:${id}`));
    const buttons = firsts.flatMap(({ session }) => session.offered.map((choice) => ({ session, choice })));
    expect(buttons).not.to.have.length(0);
    for (const { session, choice } of buttons) {
      const pressed = pressing(choice.press, session);
      const kind = choice.press.split(':')[0] ?? '';
      expect(pressed.because.by, choice.press).to.equal({ clock: 'date', quiz: 'quiz' }[kind] ?? 'press');
      expect(say(choice.label, session), choice.label).to.deep.equal(pressed);
      expect(say(choice.label.toUpperCase(), session), choice.label).to.deep.equal(pressed);
    }
  });

  it('needs no button on screen', () => {
    const { session } = say('hello');
    const [entry] = house.knowledge.entries;
    expect(pressing(`ask:${entry?.id}`, session).replies).to.deep.equal(pressing(`ask:${entry?.id}`).replies);
  });

  it('on something that is not there says so, and keeps the conversation', () => {
    const { session } = say('what is lass');
    for (const press of [
      '',
      ' ',
      'step:3:done',
      'ask:',
      'ask:no-such-entry',
      'act:no-such-act',
      '__proto__',
      'ask:__proto__',
      'constructor',
      'x'.repeat(20_000),
    ]) {
      const turn = pressing(press, session);
      expect(turn.band, press).to.equal('unknown');
      expect(turn.replies.map(({ point }) => point)).to.deep.equal([pointOf('old-button')]);
      expect(turn.session.last).to.deep.equal(session.last);
    }
  });

  it('on a button of any phrase leads somewhere', () => {
    const { phrases } = house.knowledge.content.phrases;
    const buttons: Choice[] = Object.values(phrases).flatMap(({ choices }) => choices);
    expect(buttons).not.to.have.length(0);
    const dead = buttons.filter(({ press }) => {
      const turn = pressing(press);
      return turn.band !== 'sure' || turn.replies.some(({ point }) => point === pointOf('old-button'));
    });
    expect(dead).to.deep.equal([]);
    for (const { label, press } of buttons)
      expect(say(label, { ...NEW_SESSION, offered: buttons }).replies, label).to.deep.equal(pressing(press).replies);
  });

  it('on an Act lists what is held of it, with a source that has no holes', () => {
    const holes = house.knowledge.content.acts.flatMap(({ id }) => {
      const { replies } = pressing(`act:${id}`);
      const text = replies.map(toText).join('\n');
      return /undefined|NaN|\[object/.test(text) || replies.some(({ cites }) => cites.length === 0) ? [`${id}: ${text}`] : [];
    });
    expect(holes).to.deep.equal([]);
  });

  it('on an Act claims Northern Ireland only where one of its provisions is law there', () => {
    const { acts, provisions } = house.knowledge.content;
    const wrong = acts.flatMap((act) => {
      const nations = new Set(provisions.filter((provision) => provision.act === act.id).flatMap((provision) => provision.nations));
      const said = pressing(`act:${act.id}`).replies.flatMap(({ cites }) => cites.flatMap((cite) => (cite.kind === 'law' ? [cite.nations] : [])));
      return nations.size > 0 && !nations.has('Northern Ireland') && said.some((text) => text === 'UK') ? [act.id] : [];
    });
    expect(wrong).to.deep.equal([]);
  });
});

describe('private details', () => {
  const DETAILS = [
    { kind: 'a card number', text: 'refund to 4111 1111 1111 1111 exp 09/28 please', secrets: ['4111', '1111 1111', '09/28'] },
    { kind: 'a card number without spaces', text: 'card is 5555555555554444', secrets: ['55555', '4444'] },
    { kind: 'a mobile number', text: 'ring her on 07700 900123 about the refund', secrets: ['07700', '900123'] },
    { kind: 'a number with the country code', text: 'call +44 7700 900456', secrets: ['7700', '900456'] },
    { kind: 'an email address', text: 'zanele.dubois+shop@example.co.uk wants her data', secrets: ['zanele', 'dubois', 'example.co.uk'] },
    { kind: 'all of them', text: 'a@b.example, 07700 900123, 4111-1111-1111-1111: can she have a refund', secrets: ['a@b', '900123', '4111'] },
  ];

  for (const { kind, text, secrets } of DETAILS) {
    it(`are nowhere in the turn: ${kind}`, () => {
      const turn = say(text);
      const everything = JSON.stringify(turn);
      for (const secret of secrets) expect(everything, secret).not.to.include(secret);
      expect(turn.replies[0]?.point).to.equal(pointOf('private-details'));
      expect(turn.replies, 'the message is answered too').to.have.length.above(1);
    });
  }

  it('are nowhere in the turns after it', () => {
    let session = say('my email is zanele@example.com and what is lass').session;
    for (const text of ['and after that', 'what did i say', 'what do you know about me']) {
      const turn = say(text, session);
      expect(JSON.stringify(turn)).not.to.include('zanele');
      session = turn.session;
    }
  });

  it('are taken out of the part of a long message that is not read, too', () => {
    const turn = say(`${'the kettle broke. '.repeat(300)} card 4111 1111 1111 1111`);
    expect(JSON.stringify(turn)).not.to.include('4111');
    expect(turn.replies.map(({ point }) => point)).to.include.members([pointOf('private-details'), pointOf('too-long')]);
  });

  it('are not seen in an order number or a price', () => {
    expect(say('order 123456 for £249.99').replies.map(({ point }) => point)).not.to.include(pointOf('private-details'));
  });
});

describe('the training note', () => {
  it('is said with the first law of a conversation, and not again', () => {
    const [law, other] = house.knowledge.content.provisions;
    const first = pressing(`ask:${law?.id}`);
    expect(notesIn(first)).to.equal(1);
    expect(notesIn(pressing(`ask:${other?.id}`, first.session))).to.equal(0);
    expect(notesIn(pressing(`ask:${law?.id}`, first.session))).to.equal(0);
  });

  it('waits until there is law', () => {
    const topic = house.knowledge.content.topics.find(({ cites }) => cites.every((id) => house.knowledge.entry(id)?.kind !== 'provision'));
    const [law] = house.knowledge.content.provisions;
    const { session } = say('hello');
    const plain = pressing(`ask:${topic?.id}`, session);
    expect(notesIn(plain)).to.equal(0);
    expect(notesIn(pressing(`ask:${law?.id}`, plain.session))).to.equal(1);
  });

  it('is said once in a turn with several replies', () => {
    const turn = say('s22 cra, her email is jane@example.com');
    expect(turn.replies).to.have.length.above(1);
    expect(notesIn(turn)).to.equal(1);
  });

  function notesIn(turn: Turn): number {
    return textOf(turn).split(house.knowledge.content.phrases.labels['training-note']).length - 1;
  }
});

describe('a message that is hard to answer', () => {
  it('is read in part and answered, if it is too long', () => {
    const turn = say('what is lass? '.repeat(1500));
    expect(turn.replies[0]?.point).to.equal(pointOf('too-long'));
    expect(turn.replies).to.have.length(2);
    expect(say('what is lass').replies.map(({ point }) => point)).not.to.include(pointOf('too-long'));
  });

  it('gets words that ask for a question, if it is empty', () => {
    for (const text of ['', '   ', '\n\t'])
      expect(
        say(text).replies.map(({ point }) => point),
        JSON.stringify(text),
      ).to.deep.equal([pointOf('empty')]);
  });

  it('is not called empty, if there is something in it', () => {
    for (const text of ['🙂🙂', '!!!', '…', 'привет', 'مرحبا'])
      expect(
        say(text).replies.map(({ point }) => point),
        text,
      ).not.to.include(pointOf('empty'));
  });

  it('gets no answer and at most two near ones, if it is not ours', () => {
    const turn = say('how many moons has jupiter');
    expect(turn.band).to.equal('unknown');
    expect(turn.replies.flatMap(({ cites }) => cites)).to.deep.equal([]);
    expect(turn.session.offered).to.have.lengthOf.at.most(2);
    expect(turn.session.last).to.equal(undefined);
  });

  it('gets the number it asked for back, if we do not hold that law', () => {
    const [reply] = say('section 999 cra').replies;
    expect(reply?.point).to.include('section 999');
    expect(reply?.cites).to.deep.equal([]);
    expect(reply?.choices.map(({ press }) => press)).to.deep.equal(['act:cra']);
  });

  it('gets a humane reply before anything else, if it tells of distress or danger', () => {
    expect(say('quiz me, and i want to die').replies.map(({ point }) => point)).to.deep.equal([pointOf('distress')]);
    expect(say('customer has a knife, s22 cra').replies.map(({ point }) => point)).to.deep.equal([pointOf('danger')]);
  });
});

describe('a complaint in hand', () => {
  const complaints = () => house.knowledge.content.intents.filter(({ intent }) => intent === 'start_complaint').flatMap(({ examples }) => examples);

  it('is taken in hand, with its first question', () => {
    const turns = complaints()
      .map((text) => say(text))
      .filter(({ intent }) => intent === 'start_complaint');
    for (const { replies, session } of turns) {
      expect(replies.at(-1)?.heading).to.match(/step \d+ of \d+/);
      expect(session.complaints).to.have.length(1);
      expect(session.walking).to.equal(session.complaints?.[0]?.id);
    }
  });
});

describe('a follow-up', () => {
  it('leans on the answer before it', () => {
    const first = say('kettle broke after 5 weeks can she have a refund');
    expect(first.session.last?.meanings).not.to.have.length(0);
    const fresh = say('and after 7 months?');
    const turn = say('and after 7 months?', first.session);
    expect(turn.band).to.equal('sure');
    expect(turn.because.detail).not.to.equal(fresh.because.detail);
    expect(
      turn.replies.flatMap(({ cites }) => cites).some((cite) => cite.kind === 'law' && cite.refs.some((ref) => ref.startsWith('CRA 2015'))),
    ).to.equal(true);
  });

  it('does not make ours what is not ours', () => {
    const { session } = say('kettle broke after 5 weeks can she have a refund');
    for (const text of ['is it going to rain tomorrow', 'what about arsenal', 'who pays for the moon'])
      expect(say(text, session).band, text).not.to.equal('sure');
  });
});

describe('a fact that would change the answer', () => {
  const QUESTION = 'kettle is faulty can she have a refund';

  it('is asked for after the general answer, with its values as buttons', () => {
    const { replies, session } = say(QUESTION);
    const fact = factOf('age');
    expect(replies).to.have.length(1);
    expect(replies[0]?.more.map(({ text }) => text)).to.include(fact.ask);
    expect(replies[0]?.choices).to.deep.equal(fact.values.map(({ id, label }) => ({ label, press: `fact:age:${id}` })));
    expect(session.last?.ask).to.equal('age');
  });

  it('may be pressed, typed as the label, or told in words: the answer is the same', () => {
    const { session } = say(QUESTION);
    const pressed = pressing('fact:age:1-6-months', session);
    expect(pressed.session.last?.entry).to.equal('goods-fault-after-30-days');
    expect(say('1 to 6 months ago', session)).to.deep.equal(pressed);
    expect(say('she got it 5 weeks ago', session).replies).to.deep.equal(pressed.replies);
  });

  it('is asked for once', () => {
    const { session } = say(QUESTION);
    for (const { id } of factOf('age').values) {
      const { replies, session: next } = pressing(`fact:age:${id}`, session);
      expect(
        replies.flatMap(({ choices }) => choices).filter(({ press }) => press.startsWith('fact:')),
        id,
      ).to.deep.equal([]);
      expect(next.last?.ask, id).to.equal(undefined);
    }
  });

  it('may be told otherwise later, by the same buttons', () => {
    const first = pressing('fact:age:1-6-months', say(QUESTION).session);
    expect(pressing('fact:age:within-30-days', first.session).session.last?.entry).to.equal('goods-fault-inside-30-days');
  });

  it('may lead to the question of another decision, which asks its own', () => {
    const { session } = say('can she change her mind and bring it back');
    const turn = pressing('fact:reason:faulty', session);
    expect(turn.session.last).to.include({ decision: 'faulty-goods', ask: 'age' });
  });

  it('has for each decision of ours an answer behind each button', () => {
    const { decisions } = house.knowledge.content.facts;
    const dead = decisions.flatMap(({ id, rows }) => {
      const general = rows.at(-1);
      const session: Session = { ...NEW_SESSION, last: { entry: general?.answer ?? '', meanings: [], decision: id, ask: general?.ask ?? '' } };
      return factOf(general?.ask ?? '').values.flatMap((value) => {
        const turn = pressing(`fact:${general?.ask}:${value.id}`, session);
        const isAnswered = turn.band === 'sure' && turn.replies.some(({ cites }) => cites.length > 0) && turn.session.last?.entry !== general?.answer;
        return isAnswered ? [] : [`${id}: ${value.id}`];
      });
    });
    expect(dead).to.deep.equal([]);
  });

  it('is no fact of a button that nobody asked for, or that names none', () => {
    const open = say(QUESTION).session;
    for (const [press, session] of [
      ['fact:age:1-6-months', NEW_SESSION],
      ['fact:age:1-6-months', say('what is lass').session],
      ['fact:price:up-to-100', open],
      ['fact:age:never', open],
      ['fact:colour:red', open],
      ['fact:', open],
      ['fact:__proto__:x', open],
    ] as const) {
      const turn = pressing(press, session);
      expect(
        turn.replies.map(({ point }) => point),
        press,
      ).to.deep.equal([pointOf('old-button')]);
      expect(turn.session.last, press).to.deep.equal(session.last);
    }
  });

  function factOf(id: string) {
    const fact = house.knowledge.content.facts.facts.find((candidate) => candidate.id === id);
    if (!fact) throw new Error(`no fact ${id}`);
    return fact;
  }
});

describe('a chain of follow-ups', () => {
  it('leans on the answer, not on what was said about it', () => {
    let { session } = say('kettle broke after 5 weeks can she have a refund');
    const { last } = session;
    for (const text of ['what section is that', 'why', 'shorter', 'give me an example', 'what about Scotland', 'say that again']) {
      const turn = say(text, session);
      expect(turn.because.by, text).to.equal('follow-up');
      expect(turn.session.last, text).to.deep.equal(last);
      session = turn.session;
    }
  });

  it('goes on from the newest answer', () => {
    const { session } = say('and after 7 months?', say('kettle broke after 5 weeks can she have a refund').session);
    expect(session.last?.entry).to.equal('goods-fault-after-6-months');
    expect(say('say that again', session).replies[0]?.point).to.include('6 months');
  });

  it('does not survive what is not an answer of it', () => {
    const { session } = say('hello');
    expect(say('what section is that', session).because.by).not.to.equal('follow-up');
    for (const text of ['shorter please', 'say that again'])
      expect(
        say(text, session).replies.map(({ point }) => point),
        text,
      ).to.deep.equal([pointOf('nothing-before')]);
  });
});

describe('several questions in one message', () => {
  it('are answered one by one, in their order', () => {
    const { replies, band } = say('What is LASS? What is NPS? What is CSAT?');
    expect(band).to.equal('sure');
    expect(replies.map(({ cites }) => cites[0]?.id)).to.deep.equal(['lass', 'nps', 'csat']);
  });

  it('are answered up to three', () => {
    const { replies } = say('What is LASS? What is NPS? What is CSAT? What is FCR? What is PDCA?');
    expect(replies.map(({ cites }) => cites[0]?.id)).to.deep.equal(['lass', 'nps', 'csat', undefined]);
    expect(replies.at(-1)?.point).to.equal(pointOf('more-questions'));
  });

  it('get one answer where they are the same', () => {
    expect(say('what is nps? what does nps mean?').replies).to.have.length(1);
  });

  it('lean on each other', () => {
    const { replies } = say('kettle broke after 5 weeks can she have a refund? and what about after 7 months?');
    expect(replies.map(({ cites }) => cites.length > 0)).to.deep.equal([true, true]);
    expect(replies[1]?.point).to.include('6 months');
  });

  it('leave the last answer for a follow-up to lean on', () => {
    const { session } = say('What is LASS? What is NPS?');
    expect(session.last?.entry).to.equal('nps');
    expect(session.offered).not.to.have.length(0);
  });

  it('are not answered where one shows distress or danger', () => {
    expect(say('what is lass? what is nps? can i say that i want to die?').replies.map(({ point }) => point)).to.deep.equal([pointOf('distress')]);
    expect(say('what is lass? he punched me. what is nps?').replies.map(({ point }) => point)).to.deep.equal([pointOf('danger')]);
  });
});

describe('a pasted text', () => {
  const FILLER =
    'I have been a customer of this shop for many years and have always been treated with great kindness by the people who work in it. My sister and my neighbour shop with you as well, and both of them say the same. It was a cold and rainy Tuesday when I came in with my daughter, and we had a cup of tea in the town before we took the bus home again that evening.';

  it('is answered for what it asks, sentence by sentence, and for no more than three things', () => {
    const { replies, band } = say(
      `${FILLER} I want my money back for the kettle because it is faulty. Who has to prove that it was faulty when I got it? What is section 22 of the consumer rights act? What is LASS? What is NPS?`,
    );
    expect(band).to.equal('sure');
    expect(replies).to.have.length(3);
    for (const { cites } of replies) expect(cites).not.to.have.length(0);
  });

  it('brings its facts to each of its questions', () => {
    const { session } = say(`${FILLER} I got the kettle 5 weeks ago. I want my money back for the kettle because it is faulty.`);
    expect(session.last?.entry).to.equal('goods-fault-after-30-days');
  });

  it('is not read as a command, whatever stands in it', () => {
    const { session } = say('what is lass');
    const commands = house.knowledge.content.intents.flatMap(({ intent, examples }) =>
      ['ask_knowledge', 'lookup_legislation', 'small_talk_or_out_of_scope'].includes(intent) ? [] : examples,
    );
    const wrong = commands.flatMap((command) => {
      const turn = say(`${FILLER} ${command}. ${FILLER}`, session);
      const isRead = ['ask_knowledge', 'small_talk_or_out_of_scope'].includes(turn.intent) && ['ranking', 'alarm'].includes(turn.because.by);
      return isRead ? [] : [`${command}: ${turn.intent} (${turn.because.detail})`];
    });
    expect(commands).to.have.length.above(300);
    expect(wrong).to.deep.equal([]);
  });

  it('presses no button, and asks nothing of the answer before', () => {
    const { session } = say('what is lass');
    const [button] = session.offered;
    for (const line of [button?.label ?? '', 'say that again', 'shorter', 'what about Scotland'])
      expect(say(`${line}\n${FILLER}`, session).because.by, line).to.equal('ranking');
  });

  it('gets a humane reply first, if it shows distress or danger', () => {
    const turn = say(`${FILLER} He punched me. Who has to prove that the kettle was faulty when I got it?`);
    expect(turn.replies[0]?.point).to.equal(pointOf('danger'));
    expect(turn.replies).to.have.length.above(1);
  });

  it('loses its private details like any other', () => {
    const turn = say(`${FILLER} My email is jane@example.com. Who has to prove that the kettle was faulty when I got it?`);
    expect(JSON.stringify(turn)).not.to.include('jane@');
    expect(turn.replies[0]?.point).to.equal(pointOf('private-details'));
  });
});

function say(text: string, session: Session = NEW_SESSION): Turn {
  return talk(session, { kind: 'text', text }, NOW);
}

function pressing(press: string, session: Session = NEW_SESSION): Turn {
  return talk(session, { kind: 'press', press }, NOW);
}

function pointOf(name: PhraseName): Reply['point'] {
  return house.knowledge.content.phrases.phrases[name].point;
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(Object.freeze(value))) deepFrozen(part);
  return value;
}
