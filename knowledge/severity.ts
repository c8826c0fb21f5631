/** How serious a complaint is, by the organisation's own rules. Pure. */
import type { PolicyFile } from './schema.ts';

export type Severity = {
  readonly level: PolicyFile['escalation'][number]['level'];
  /** Short phrases, one for each rule that makes it so. */
  readonly reasons: readonly string[];
  /** Who has to know, and how soon. */
  readonly to: string;
  readonly within: string;
};

/**
 * The severity that these answers give. A rule holds where each step that it names has one of its answers; urgent goes before serious.
 *
 * @param answers ids of choices, by step
 */
export function severityOf(answers: { readonly [step: string]: readonly string[] }, policy: PolicyFile): Severity {
  const holding = policy.severity.filter(({ when }) =>
    Object.entries(when).every(([step, wanted]) => answers[step]?.some((value) => wanted.includes(value))),
  );
  const level = holding.some((rule) => rule.level === 'urgent') ? 'urgent' : holding.length > 0 ? 'serious' : 'normal';
  const route = policy.escalation.find((one) => one.level === level);
  const reasons = new Set(holding.filter((rule) => rule.level === level).map(({ reason }) => reason));
  return { level, reasons: [...reasons], to: route?.to ?? '', within: route?.within ?? '' };
}
