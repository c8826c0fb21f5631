/** Who may agree how much, by the limits of an organisation's policy, in pounds. Pure. */
import { promisedPoundsIn } from './money.ts';
import type { PolicyFile } from './schema.ts';

/** Who may agree an amount: the first role of policy.yaml whose limit covers it; undefined where none does. */
export function roleFor(pounds: number, { limits }: PolicyFile): string | undefined {
  return [...limits].sort((a, b) => a.pounds - b.pounds).find((limit) => pounds <= limit.pounds)?.role;
}

/** The highest amount that the text promises above what the desk may give; undefined where there is none, or one who may has agreed it. */
export function overLimitIn(text: string, policy: PolicyFile): number | undefined {
  const desk = Math.max(...policy.limits.filter(({ role }) => role === policy.limits[0]?.role).map(({ pounds }) => pounds));
  const most = Math.max(0, ...promisedPoundsIn(text));
  return most <= desk || isAgreed(text, most, policy) ? undefined : most;
}

const AGREED = /\b(?:agree[ds]?|approved?|authori[sz]ed|ok'?d|okayed|signed off|said yes|allowed|cleared)\b/i;

/** "£120, agreed by the team leader". */
function isAgreed(text: string, pounds: number, { limits }: PolicyFile): boolean {
  const said = text.toLowerCase();
  return AGREED.test(text) && limits.some((limit) => limit.pounds >= pounds && said.includes(limit.role.toLowerCase()));
}
