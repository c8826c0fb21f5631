/** Whether a message asks something. */

const ASKING = new Set('what who whose why how when where which explain define difference'.split(' '));
const TURNED = new Set('can could do does did is are am was were will would should must may has have need shall isnt cannot'.split(' '));
const SUBJECTS = new Set('i we you he she they it that this the a customer customers my our there someone staff people'.split(' '));

/** A question mark, a question word, or a verb before its subject ("can she …"). */
export function isQuestion(words: readonly string[], text: string): boolean {
  return text.includes('?') || words.some((word, at) => ASKING.has(word) || (TURNED.has(word) && SUBJECTS.has(words[at + 1] ?? '')));
}
