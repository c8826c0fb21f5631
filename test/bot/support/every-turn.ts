/** Every turn whose cards the coach can show: all entries, Acts, checklist steps, kinds of question, records, clocks and phrases. */
import { coach } from '../../../dialogs/coach.ts';
import type { House } from '../../../dialogs/house.ts';
import type { Quiz } from '../../../dialogs/quiz/quiz.ts';
import { phrase } from '../../../dialogs/say.ts';
import { NEW_SESSION, type Reply, type Said, type Session } from '../../../dialogs/turn.ts';
import { openStep } from '../../../dialogs/walk.ts';
import { PHRASES } from '../../../knowledge/lists.ts';
import { leadingTo, stepsIn } from '../../../knowledge/steps.ts';
import { NOW } from '../../dialogs/support/house.ts';

/** What led to it, the replies, and the session in which their buttons are pressed. */
export type Shown = { readonly by: string; readonly replies: readonly Reply[]; readonly session: Session };

const TOLD = 'the kettle leaked on the worktop';
const TYPED: Readonly<Record<string, string>> = { day: '20 November 2026', money: '£12' };

export function everyTurn(house: House): Shown[] {
  const think = coach(house);
  const turn = (by: string, session: Session, said: Said): Shown => {
    const { replies, session: after } = think(session, said, NOW);
    return { by, replies, session: after };
  };
  const press = (by: string, session: Session = NEW_SESSION) => turn(by, session, { kind: 'press', press: by });
  const { content } = house.knowledge;

  const entries = house.knowledge.entries.map(({ id }) => press(`ask:${id}`));
  const acts = content.acts.map(({ id }) => press(`act:${id}`));
  const clocks = house.cases.map(({ id }) => press(`clock:${id}`));
  const typed = ['hello', 'help', 's22 CRA', 's99 CRA', 'what is the capital of France', 'compare NPS and CSAT', 'my data', 'show my evidence'].map(
    (text) => turn(text, NEW_SESSION, { kind: 'text', text }),
  );

  const steps = [undefined, ...content.checklists].flatMap((checklist) => {
    const all = stepsIn(content.spine, checklist);
    return all.map((step) => {
      const answers = Object.fromEntries([...leadingTo(step, all)].map(([id, [value = '']]) => [id, { values: [value] }]));
      const complaint = {
        id: '2026-11-22-1',
        checklist: checklist?.id ?? '',
        view: content.spine.views[0]?.id ?? '',
        opened: '2026-11-22',
        answers,
        skipped: {},
      };
      const at = { ...NEW_SESSION, complaints: [{ ...complaint, at: step.id }], walking: complaint.id, noted: true };
      return press('walk:where', at);
    });
  });

  const ends = content.checklists.flatMap((checklist) => {
    const shown: Shown[] = [];
    let session: Session = turn('begun', NEW_SESSION, { kind: 'press', press: 'walk:new' }).session;
    session = { ...session, complaints: session.complaints?.map((one) => ({ ...one, checklist: checklist.id })) ?? [] };
    let now = press('walk:where', session);
    for (let step = 0; step < 60 && now.session.walking !== undefined; step += 1) {
      shown.push(now);
      const [open] = now.session.complaints ?? [];
      const wanted = open && openStep(content, open);
      if (!wanted) break;
      const [choice] = now.replies.at(-1)?.choices.filter(({ press: id }) => id.startsWith('answer:')) ?? [];
      now = choice ? press(choice.press, now.session) : turn(`told ${wanted.id}`, now.session, { kind: 'text', text: TYPED[wanted.kind] ?? TOLD });
      if (now.replies.some(({ choices }) => choices.some((one) => one.press === 'walk:keep'))) now = press('walk:keep', now.session);
    }
    const records = now.replies.flatMap(({ choices }) => choices.map((one) => press(one.press, now.session)));
    return [...shown, now, ...records, press('walk:list', now.session)];
  });

  const questions = content.questions.flatMap((question) => {
    const quiz: Quiz = { mode: 'practice', title: 'A mix', seed: 7, paper: [question.id], attempts: [], begun: NOW.toISOString() };
    const asked = turn('continue the quiz', { ...NEW_SESSION, quiz, noted: true }, { kind: 'text', text: 'continue the quiz' });
    return [asked, press('quizdo:hint', asked.session), press('quizdo:pass', asked.session)];
  });
  const exam = turn('exam', NEW_SESSION, { kind: 'text', text: 'a mock exam on gdpr, 2 questions' });
  const passed = press('quizdo:pass', press('quizdo:pass', exam.session).session);
  const progress = [exam, passed, press('quizdo:progress', passed.session), turn('due', passed.session, { kind: 'text', text: "what's due" })];

  const phrases = PHRASES.filter((name) => name !== 'old-button').map((name) => {
    const reply = phrase(house, name);
    return { by: `phrase ${name}`, replies: [reply], session: { ...NEW_SESSION, offered: reply.choices } };
  });
  return [...entries, ...acts, ...clocks, ...typed, ...steps, ...ends, ...questions, ...progress, ...phrases];
}
