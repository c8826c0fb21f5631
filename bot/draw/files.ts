/** All pictures of the checklists and their page. */
import type { Content } from '../../knowledge/content.ts';
import { checklistDot } from './checklist.ts';
import { pageOf, saidOf, spineSaid } from './page.ts';
import { spineDot } from './spine.ts';
import { drawer } from './svg.ts';

/** Where they stand below docs/. */
export const PICTURES = 'checklists';
export const PAGE = 'checklists.md';

/** Path below docs/ → text. The same content gives the same text. */
export async function checklistFiles(content: Content): Promise<ReadonlyMap<string, string>> {
  const draw = await drawer();
  const { checklists, spine } = content;
  return new Map([
    [PAGE, pageOf(content)],
    [`${PICTURES}/spine.svg`, draw(spineDot(spine), spineSaid(spine))],
    ...checklists.map((one): [string, string] => [`${PICTURES}/${one.id}.svg`, draw(checklistDot(one, content), saidOf(one, content))]),
  ]);
}
