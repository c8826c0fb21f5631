import type { PolicyFile } from './schema.ts';
export function severityOf(answers: { readonly [step: string]: readonly string[] }, policy: PolicyFile) {
  const hits = policy.severity.filter(({ when }) => Object.entries(when).every(([s, v]) => answers[s]?.some((x) => v.includes(x))));
  const level = hits.some((h) => h.level === 'urgent') ? 'urgent' : hits.length ? 'serious' : 'normal';
  const e = policy.escalation.find((x) => x.level === level);
  return { level, reasons: hits.filter((h) => h.level === level).map((h) => h.reason), to: e?.to ?? '', within: e?.within ?? '' } as const;
}
