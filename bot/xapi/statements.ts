/** What happened in a turn → xAPI 1.0.3 statements about a pseudonym. No word that a person typed is in them. Pure. */
import { createHash } from 'node:crypto';
import type { Happened } from '../../dialogs/happened.ts';
import type { Attempt, Given, Quiz } from '../../dialogs/quiz/quiz.ts';
import type { Question } from '../../knowledge/schema.ts';

export type Statement = { readonly id: string; readonly [part: string]: unknown };

/** What the statements say of questions and subjects, looked up in the content. */
export type Bank = { readonly questions: readonly Question[]; readonly subjects: readonly { readonly id: string; readonly title: string }[] };

type About = {
  /** Address that all ids begin with, such as `https://coach.example.org`. */
  readonly home: string;
  /** Pseudonym of the person. */
  readonly actor: string;
  /** What the ids of the statements are made from: the same turn gives the same ids. */
  readonly turn: string;
  readonly at: Date;
  readonly bank: Bank;
};

const LANGUAGE = 'en-GB';
const VERBS = 'http://adlnet.gov/expapi/verbs/';
const ACTIVITIES = 'http://adlnet.gov/expapi/activities/';

/** One statement for each thing that happened, in order. */
export function statementsOf(happened: readonly Happened[], about: About): Statement[] {
  return happened.map((one, at) => ({
    id: uuidOf(`${about.turn} ${at}`),
    actor: { objectType: 'Agent', account: { homePage: about.home, name: about.actor } },
    verb: { id: VERBS + one.kind, display: { [LANGUAGE]: one.kind } },
    ...partsOf(one, about),
  }));
}

/** The pseudonym that a statement is about. */
export function actorOf({ actor }: Statement): string | undefined {
  return (actor as { readonly account?: { readonly name?: string } } | undefined)?.account?.name;
}

function partsOf(happened: Happened, about: About) {
  switch (happened.kind) {
    case 'answered': {
      const { attempt, quiz } = happened;
      const question = about.bank.questions.find(({ id }) => id === attempt.question);
      return {
        object: activity(
          `${about.home}/xapi/question/${attempt.question}`,
          question ? interaction(question) : { type: `${ACTIVITIES}cmi.interaction` },
        ),
        result: answerResult(attempt, question, about.home),
        context: { ...contextOf(quiz, about), contextActivities: { parent: [quizActivity(quiz, about)] } },
        timestamp: attempt.at,
      };
    }
    case 'completed': {
      const { quiz } = happened;
      const raw = scoreOf(quiz);
      const seconds = Math.max(0, Math.round((about.at.getTime() - Date.parse(quiz.begun)) / 1000));
      return {
        object: quizActivity(quiz, about),
        result: {
          completion: true,
          score: { scaled: rounded(raw / quiz.paper.length), raw, min: 0, max: quiz.paper.length },
          duration: `PT${seconds}S`,
        },
        context: contextOf(quiz, about),
        timestamp: about.at.toISOString(),
      };
    }
    case 'experienced':
      return {
        object: activity(`${about.home}/xapi/entry/${encodeURIComponent(happened.entry)}`, {
          type: 'http://activitystrea.ms/schema/1.0/article',
          name: { [LANGUAGE]: happened.title },
        }),
        context: { platform: 'Shift Coach', language: LANGUAGE },
        timestamp: about.at.toISOString(),
      };
  }
}

/** Points of a quiz, one for each question, to two places. */
export function scoreOf({ attempts }: Pick<Quiz, 'attempts'>): number {
  return rounded(attempts.reduce((sum, { score }) => sum + score, 0));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function activity(id: string, definition: object) {
  return { objectType: 'Activity', id, definition };
}

/** A quiz by its subjects: its title may hold the words in which it was asked for. */
function quizActivity({ paper, mode }: Quiz, { home, bank }: About) {
  const subjects = [...new Set(paper.flatMap((id) => bank.questions.find((question) => question.id === id)?.subject ?? []))].sort();
  const titles = subjects.map((id) => bank.subjects.find((subject) => subject.id === id)?.title ?? id);
  return activity(`${home}/xapi/quiz/${mode}/${subjects.join('+') || 'mix'}`, {
    type: `${ACTIVITIES}assessment`,
    name: { [LANGUAGE]: `Quiz (${mode}): ${titles.join(', ') || 'a mix'}` },
  });
}

function contextOf({ begun, seed }: Quiz, { actor }: About) {
  return { platform: 'Shift Coach', language: LANGUAGE, registration: uuidOf(`${actor} ${begun} ${seed}`) };
}

function answerResult({ score, sure, hint, given }: Attempt & { given: Given }, question: Question | undefined, home: string) {
  const response = question && responseTo(question, given);
  return {
    success: score === 1,
    score: { scaled: rounded(score), raw: rounded(score), min: 0, max: 1 },
    ...(response !== undefined && { response }),
    ...((sure || hint) && { extensions: { ...(sure && { [`${home}/xapi/certainty`]: sure }), ...(hint && { [`${home}/xapi/hint`]: true }) } }),
  };
}

/** The choice made; nothing for a pass, and nothing for an answer in words. */
function responseTo({ kind }: Question, given: Given): string | undefined {
  if (given.length === 0 || kind === 'short') return undefined;
  return kind === 'match' ? given.map((right, left) => `${left}[.]${right}`).join('[,]') : given.join('[,]');
}

function interaction(question: Question) {
  const description = [question.scene, question.ask].filter(Boolean).join(' ');
  return { type: `${ACTIVITIES}cmi.interaction`, name: said(question.id), description: said(description), ...kindOf(question) };
}

function kindOf(question: Question) {
  switch (question.kind) {
    case 'one':
    case 'true-false':
    case 'several':
      return {
        interactionType: 'choice',
        choices: numbered(question.options.map(({ text }) => text)),
        correctResponsesPattern: [question.options.flatMap(({ right }, at) => (right ? [at] : [])).join('[,]')],
      };
    case 'order':
      return {
        interactionType: 'sequencing',
        choices: numbered(question.items.map(({ text }) => text)),
        correctResponsesPattern: [question.items.map((_, at) => at).join('[,]')],
      };
    case 'match':
      return {
        interactionType: 'matching',
        source: numbered(question.pairs.map(({ left }) => left)),
        target: numbered(question.pairs.map(({ right }) => right)),
        correctResponsesPattern: [question.pairs.map((_, at) => `${at}[.]${at}`).join('[,]')],
      };
    case 'number': {
      const { answer, tolerance } = question;
      return { interactionType: 'numeric', correctResponsesPattern: [`${answer - tolerance}[:]${answer + tolerance}`] };
    }
    case 'date':
      return { interactionType: 'other', correctResponsesPattern: [question.answer] };
    case 'short':
      return { interactionType: 'fill-in', correctResponsesPattern: [...question.accepted] };
  }
}

function numbered(texts: readonly string[]) {
  return texts.map((text, at) => ({ id: String(at), description: said(text) }));
}

function said(text: string) {
  return { [LANGUAGE]: text };
}

/** A UUID of version 5 in a name space of our own: the same text gives the same id. */
function uuidOf(text: string): string {
  const bytes = createHash('sha1').update('shift-coach/xapi ').update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
