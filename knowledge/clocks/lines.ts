/** Makes lines by their ids in clocks.yaml. */
import type { Line, Problem } from './shapes.ts';

export function line(id: string, values: Line['values'] = {}): Line {
  return { line: id, values };
}

export function problem(id: string, values: Line['values'] = {}): Problem {
  return { problem: line(id, values) };
}
