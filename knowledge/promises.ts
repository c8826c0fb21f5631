/** Promises that cannot be kept, and amounts of money, in what somebody typed as agreed. Pure. */
import type { PolicyFile } from './schema.ts';

export type OverPromise = { readonly problem: string; readonly instead: string };

/** The first over-promise of policy.yaml in the text, whatever its capitals and apostrophes; whole words only. */
export function overPromiseIn(text: string, { overPromises }: PolicyFile): OverPromise | undefined {
  const said = ` ${plain(text)} `;
  return overPromises.find(({ words }) => words.some((phrase) => said.includes(` ${plain(phrase)} `)));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9%£]+/g, ' ')
    .trim();
}

const AMOUNT = /£\s?(\d[\d,]*(?:\.\d{1,2})?)|\b(\d[\d,]*(?:\.\d{1,2})?)\s?(?:pounds?|quid|gbp)\b/gi;

/** The amounts in pounds that the text names, in its order: "£1,250.50" → 1250.5, "50 quid" → 50. */
export function poundsIn(text: string): number[] {
  return [...text.matchAll(AMOUNT)].map(([, signed, named]) => Number((signed ?? named ?? '').replaceAll(',', '')));
}

/** Who may agree an amount: the first role of policy.yaml whose limit covers it; undefined where none does. */
export function roleFor(pounds: number, { limits }: PolicyFile): string | undefined {
  return [...limits].sort((a, b) => a.pounds - b.pounds).find((limit) => pounds <= limit.pounds)?.role;
}
