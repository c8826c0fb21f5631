/** What a person would not want others in a group to read. Pure. */
import type { IntentName } from '../knowledge/lists.ts';
import type { Turn } from './turn.ts';

const PERSONAL: readonly IntentName[] = [
  'start_complaint',
  'start_quiz',
  'show_progress',
  'build_evidence',
  'my_data',
  'resume',
  'role_play',
  'improvement_plan',
  'set_reminder',
];

/** Whether a turn shows or begins something of one person: a complaint, a quiz, progress, evidence, data. */
export function isPersonal({ intent, session }: Turn): boolean {
  const { complaints, quiz, learning, evidence } = session;
  return PERSONAL.includes(intent) || [complaints, quiz, learning, evidence].some((kept) => kept !== undefined);
}
