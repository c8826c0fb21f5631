import type { PolicyFile } from './schema.ts';
export function overPromiseIn(text: string, policy: PolicyFile) {
  return policy.overPromises.find(({ words }) => words.some((w) => text.toLowerCase().includes(w)));
}
export function poundsIn(text: string): number[] {
  return [...text.matchAll(/£\s?([\d,]+(?:\.\d\d)?)/g)].map((m) => Number((m[1] ?? '').replaceAll(',', '')));
}
