/** Which words of a message a sentence template may pass over: "please", "mate", "can you tell me". Pure. */
import { split, type Token } from '../knowledge/words.ts';
import type { Message, TemplateWords } from './template.ts';

/** @param skip words and phrases, as words.yaml lists them */
export function skipMarker(skip: readonly string[], words: TemplateWords): (tokens: readonly Token[]) => Message {
  const single = new Set(skip);
  const phrases = skip.map((phrase) => split(phrase).flatMap(words.stems)).filter((stems) => stems.length > 1);
  return (tokens) => {
    const isSkipped = tokens.map(({ word }) => single.has(word));
    tokens.forEach((_, at) => {
      for (const phrase of phrases) {
        if (phrase.every((part, step) => tokens[at + step]?.stem === part)) isSkipped.fill(true, at, at + phrase.length);
      }
    });
    return { tokens, isSkipped };
  };
}
