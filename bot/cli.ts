/** The coach in a terminal: ask · law · changes · chat · batch · explain · sample · questions · data · check · confirm · items. Loads neither botbuilder nor restify, and what a command needs only then. */
import { join } from 'node:path';
import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { coach } from '../dialogs/coach.ts';
import { houseOf } from '../dialogs/house.ts';
import { isOpen } from '../dialogs/quiz/quiz.ts';
import { type Choice, NEW_SESSION, type Reply, type Said, type Session } from '../dialogs/turn.ts';
import { toDay } from '../knowledge/calendar.ts';
import type { ContentError } from '../knowledge/guide.ts';
import { loadKnowledge } from '../knowledge/load.ts';
import { replyCard } from './cards.ts';
import { toMarkdown, toTerminal, toText } from './render.ts';

const USAGE = `Shift Coach in the terminal

  npm run -s coach -- ask "a question"        one answer        (--json for the whole turn)
  npm run -s coach -- law "s22 cra"           a piece of law by any name (--json, --markdown, --card; without a name: what is held)
  npm run -s coach -- calendar "sar came in 2 nov, when is it due" > due.ics      a worked-out date as a calendar file
  npm run -s law:changes -- --since DATE      what changed in the law, as a brief for a team
  npm run -s coach -- chat                    a conversation; a number presses a button, "bye" ends it
  npm run -s coach -- batch < lines.jsonl     one JSON line in, one out (README, "Many at once")
  npm run -s coach -- explain "a question"    why it is understood as it is
  npm run -s coach -- sample INTENT [N]       sentences that its templates take (20, or N)
  npm run -s quiz:export -- --gift [SUBJECT] [-o FILE]      questions for Moodle; --csv for a sheet, --qti -o FOLDER for QTI 3
  npm run -s quiz:import -- FILE              questions from GIFT or CSV (docs/content.md, "Questions to and from other systems")
  npm run -s data -- export|import|backup|verify            all that is kept, to a file and back
  npm run -s coach -- check                   reads all content and lists what is wrong with it
  npm run -s coach -- schemas                 writes the JSON Schemas that editors complete from
  npm run quiz:confirm [ID...]                notes that these quiz questions (without ID: all new ones) say what their sources say now
  npm run quiz:items                          how hard each quiz question proves to be, and how well it tells people apart
`;

/** @returns the exit code */
async function main(command: string | undefined, words: readonly string[]): Promise<number> {
  const json = words.includes('--json');
  const text = words.filter((word) => !word.startsWith('--')).join(' ');
  switch (command) {
    case 'ask':
    case 'explain':
      if (!text) return refuse(`Say what to ${command}, in quotes.`);
      return command === 'ask' ? ask(text, json) : explained(text);
    case 'calendar':
      return calendar(text);
    case 'law':
      return law(text, LAW_FORMS.find((form) => words.includes(`--${form}`)) ?? 'text');
    case 'changes':
      return changes(text);
    case 'chat':
      return chat();
    case 'batch':
      return batch();
    case 'sample':
      return sampled(words[0], words[1] ?? '20');
    case 'questions':
      return questions(words);
    case 'data':
      return (await import('./data.ts')).data(words);
    case 'check':
      return check();
    case 'schemas':
      return schemas();
    case 'confirm':
      return confirm(words);
    case 'items':
      return items();
    case undefined:
    case 'help':
    case '--help':
      stdout.write(USAGE);
      return 0;
    default:
      return refuse(`There is no command "${command}".`);
  }
}

async function ask(text: string, json: boolean): Promise<number> {
  const turn = coach(await open())(NEW_SESSION, { kind: 'text', text }, new Date());
  stdout.write(json ? `${JSON.stringify(turn, null, 2)}\n` : `${turn.replies.map(toText).join('\n\n')}\n`);
  return 0;
}

const LAW_FORMS = ['text', 'json', 'markdown', 'card'] as const;

async function law(text: string, form: (typeof LAW_FORMS)[number]): Promise<number> {
  const house = await open();
  const { countsByAct, lookUp } = await import('./law.ts');
  if (!text) {
    stdout.write(`${countsByAct(house.knowledge.content)}\n`);
    return 0;
  }
  const { replies } = lookUp(house, text, new Date());
  const show = {
    text: () => replies.map((reply, at) => toTerminal(reply, firstNumber(replies, at))).join('\n\n'),
    json: () => JSON.stringify(replies, null, 2),
    markdown: () => replies.map(toMarkdown).join('\n\n'),
    card: () =>
      JSON.stringify(
        replies.map((reply) => replyCard(reply, { point: true, buttons: true })),
        null,
        2,
      ),
  };
  stdout.write(`${show[form]()}\n`);
  return 0;
}

async function calendar(text: string): Promise<number> {
  const { replies } = coach(await open())(NEW_SESSION, { kind: 'text', text }, new Date());
  const file = replies.find((reply) => reply.file)?.file;
  if (!file) return refuse(`There is no last day in that. The coach says:\n\n${replies.map(toText).join('\n\n')}`);
  stdout.write(file.text);
  return 0;
}

async function changes(since: string): Promise<number> {
  const from = since || FIRST_CHANGE;
  if (!toDay(from)) return refuse(`Say the day as YYYY-MM-DD, such as 2026-01-01, not "${since}".`);
  const { changesBrief } = await import('./law.ts');
  const { knowledge } = await open();
  stdout.write(`${changesBrief(knowledge.content, from)}\n`);
  return 0;
}

/** The brief of changes begins with this day where none is said. */
const FIRST_CHANGE = '2024-01-01';

async function chat(): Promise<number> {
  const talk = coach(await open());
  let session: Session = NEW_SESSION;
  let buttons: readonly Choice[] = [];
  const say = (said: Said) => {
    const turn = talk(session, said, new Date());
    session = turn.session;
    buttons = [...turn.replies.slice(-1), ...turn.replies.slice(0, -1)].flatMap(({ choices }) => choices);
    stdout.write(`\n${turn.replies.map((reply, at) => toTerminal(reply, firstNumber(turn.replies, at))).join('\n\n')}\n\n> `);
    return turn.intent;
  };
  say({ kind: 'press', press: 'welcome' });
  for await (const line of createInterface({ input: stdin })) {
    const button = /^\d{1,2}$/.test(line.trim()) && !isNumberAsked(session) ? buttons[Number(line.trim()) - 1] : undefined;
    if (say(button ? { kind: 'press', press: button.press } : { kind: 'text', text: line }) === 'goodbye') break;
  }
  stdout.write('\n');
  return 0;
}

/** Buttons are numbered through all replies of a turn, from the last one on: what is open has the first numbers, so that 2 is the second option. */
function firstNumber(replies: readonly Reply[], at: number): number {
  const before = at === replies.length - 1 ? [] : [...replies.slice(-1), ...replies.slice(0, at)];
  return 1 + before.reduce((sum, reply) => sum + reply.choices.length, 0);
}

/** Whether a quiz asks for a number, a day or words: a figure is the answer then, and no button. */
function isNumberAsked({ quiz, offered }: Session): boolean {
  return isOpen(quiz) && !offered.some(({ press }) => press.startsWith('pick:'));
}

async function batch(): Promise<number> {
  const { runBatch } = await import('./batch.ts');
  return runBatch(await open(), createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY }), (line) => stdout.write(`${line}\n`));
}

async function explained(text: string): Promise<number> {
  const { explain } = await import('./explain.ts');
  stdout.write(`${explain(await open(), text, new Date())}\n`);
  return 0;
}

async function sampled(intent: string | undefined, most: string): Promise<number> {
  const { sampleIntent } = await import('../dialogs/sample.ts');
  const house = await open();
  const found = house.intents.find((candidate) => candidate.intent === intent);
  if (!found) return refuse(`There is no intent "${intent ?? ''}". There are: ${house.intents.map((known) => known.intent).join(', ')}.`);
  if (!/^[1-9]\d{0,4}$/.test(most)) return refuse(`Say how many sentences as a figure, not "${most}".`);
  stdout.write(`${sampleIntent(house, found.templates, Number(most)).join('\n')}\n`);
  return 0;
}

async function check(): Promise<number> {
  const loaded = await loadKnowledge();
  if (!loaded.ok) return report(loaded.errors);
  const { acts, provisions, topics, situations, guides } = loaded.knowledge.content;
  const points = guides.flatMap((guide) => guide.points).length;
  stdout.write(
    `All content reads well: ${guides.length} guides with ${points} points, ${topics.length} topics, ${situations.length} situations, ${provisions.length} provisions of ${acts.length} Acts and rulebooks.\n`,
  );
  const { dueForReview } = await import('./law.ts');
  const due = dueForReview(loaded.knowledge.content, new Date().toISOString().slice(0, 10));
  if (due.length > 0) stdout.write(`\nDue for review (${due.length}):\n${due.join('\n')}\n`);
  const { parkedLines } = await import('./quiz-confirm.ts');
  const parked = parkedLines(loaded.knowledge.content);
  if (parked.length > 0) stdout.write(`\nQuiz questions that are parked (${parked.length}):\n${parked.join('\n')}\n`);
  return 0;
}

async function confirm(ids: readonly string[]): Promise<number> {
  const { content } = (await open()).knowledge;
  const { parkedLines, toConfirm, writeVersions } = await import('./quiz-confirm.ts');
  const asked = toConfirm(content, ids);
  if (!asked.ok) return refuse(asked.problem);
  const file = join(import.meta.dirname, '..', 'knowledge', 'question-versions.yaml');
  if (asked.ids.length > 0) writeVersions(file, content, asked.ids, new Date().toISOString().slice(0, 10));
  stdout.write(`Confirmed: ${asked.ids.length}\n`);
  const parked = parkedLines(content).filter((line) => !asked.ids.some((id) => line.startsWith(`${id}:`)));
  if (parked.length > 0) stdout.write(`\nStill parked (${parked.length}):\n${parked.join('\n')}\n`);
  return 0;
}

async function items(): Promise<number> {
  const { itemsTable } = await import('./quiz-items.ts');
  const { environment, readConfig } = await import('./config.ts');
  const config = readConfig(environment());
  if (!config.ok) return refuse(config.problems.join('\n'));
  const { peopleIn } = await import('./store/lowdb.ts');
  stdout.write(`${itemsTable((await open()).knowledge.content, await peopleIn(config.config.dataDir))}\n`);
  return 0;
}

async function questions(words: readonly string[]): Promise<number> {
  const { exchange } = await import('./exchange/command.ts');
  return exchange(words);
}

async function schemas(): Promise<number> {
  const { writeSchemas } = await import('./schemas.ts');
  const dir = join(import.meta.dirname, '..', 'knowledge', 'schemas');
  stdout.write(`Wrote ${writeSchemas(dir)} schemas to ${dir}\n`);
  return 0;
}

async function open() {
  const loaded = await loadKnowledge();
  if (!loaded.ok) process.exit(report(loaded.errors));
  return houseOf(loaded.knowledge);
}

function report(errors: readonly ContentError[]): number {
  for (const { file, line, problem, cure } of errors) process.stderr.write(`knowledge/${file}:${line}  ${problem}\n    ${cure}\n`);
  process.stderr.write(`${errors.length} ${errors.length === 1 ? 'problem' : 'problems'} in the content.\n`);
  return 1;
}

function refuse(problem: string): number {
  process.stderr.write(`${problem}\n\n${USAGE}`);
  return 2;
}

// A reader that has seen enough (`| head`) closes the pipe.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await main(process.argv[2], process.argv.slice(3));
