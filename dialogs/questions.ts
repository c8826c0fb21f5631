/** A message → the questions in it. Pure. */
import { isQuestion } from '../knowledge/asking.ts';
import { split } from '../knowledge/words.ts';

/** So many questions of one message are answered. */
export const MOST_QUESTIONS = 3;
/** A message of more words is a text that was pasted, such as a customer's e-mail. */
const PASTED_WORDS = 70;
/** Fewer words ask nothing by themselves: "is that right". */
const LEAST_WORDS = 3;

/** Where a sentence ends, a line ends, or a further question is joined on. */
const SENTENCE_END = /(?<=[.!?])\s+|\s*\n+\s*|(?<=\?)/;
const JOINED_QUESTION =
  /[,;]?\s+(?:and|also|plus|n|&)\s+(?:also\s+)?(?=(?:how|what|whats|who|when|where|which|why|can|could|do|does|is|are|must|should|will|would)\b)/i;
/** What a customer asks for without a question mark. */
const DEMAND =
  /\b(?:i|we)(?:'d| would)?(?: also)?(?: just)?(?: like| love)? (?:to )?(?:want|expect|demand|request|insist|like|require|know|ask|cancel|return|reject|complain|make a)\b|\b(?:i am|i'm|we are|we're) (?:asking|entitled|rejecting|cancelling|returning)\b|\bmy (?:money back|rights?|refund)\b/i;
/** "First," "secondly," before a question. */
const ORDINAL = /^(?:\d+[.)]|first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|lastly|also|and|so)[,:]?\s+/i;
/** A sentence that begins so asks, with or without a question mark. */
const OPENING = /^(?:how|what|who|when|where|which|why|can|could|do|does|did|is|are|am|must|should|will|would|have|has)\b/i;

/** Whether a message is so long that it was pasted. */
export function isPasted(text: string): boolean {
  return split(text).length > PASTED_WORDS;
}

/** The sentences and lines of a text. */
export function sentencesOf(text: string): string[] {
  return text
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

/** Whether a sentence of a pasted text says what was bought, when and how: what else stands there tells nothing about the case. */
export function tellsOfTheDeal(sentence: string): boolean {
  return /\b(?:ago|later|after|since|bought|buy|ordered|purchased|got|received|delivered|arrived|paid|fitted|installed|chose|booked|broke|broken|faulty|stopped working)\b/i.test(
    sentence,
  );
}

/** The questions of a message that asks several things, with what is told before each; empty where it asks one thing or nothing. */
export function questionsIn(text: string): string[] {
  const questions: string[] = [];
  let told: string[] = [];
  for (const part of sentencesOf(text).flatMap((sentence) => sentence.split(JOINED_QUESTION))) {
    told.push(part.trim());
    if (!asks(part)) continue;
    questions.push(told.join(' '));
    told = [];
  }
  // What is told after the last question belongs to it.
  const last = [questions.pop() ?? [], told].flat().join(' ');
  return questions.length > 0 ? [...questions, last] : [];
}

/** The sentences of a pasted text that ask or demand something. */
export function demandsIn(text: string): string[] {
  return sentencesOf(text)
    .map((sentence) => sentence.replace(ORDINAL, ''))
    .filter((sentence) => split(sentence).length > LEAST_WORDS && (sentence.endsWith('?') || OPENING.test(sentence) || DEMAND.test(sentence)));
}

function asks(part: string): boolean {
  const words = split(part);
  return words.length >= LEAST_WORDS && isQuestion(words, part);
}
