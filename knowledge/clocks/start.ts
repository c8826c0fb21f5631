/** Which of ownership, delivery and an agreed installation was done last, as the line that says so. CRA 2015 s.22(3), s.24(10). */
import type { Day } from '../calendar.ts';

export function startOf(ready: Day, delivered: Day, owned: Day | undefined): 'delivered-first' | 'owned-first' | 'installed-first' {
  if (ready === delivered) return 'delivered-first';
  return ready === owned ? 'owned-first' : 'installed-first';
}
