import { expect } from 'chai';
import { toActivity } from '../../bot/said.ts';
import type { Reply } from '../../dialogs/turn.ts';

const reply: Reply = { point: 'It ends on Wed 23 Dec 2026.', more: [], cites: [], choices: [] };
const file = { name: 'cancel.ics', type: 'text/calendar', text: 'BEGIN:VCALENDAR\r\nSUMMARY:£5\r\n' };

describe('a reply as an activity', () => {
  it('carries its file in itself, whole', () => {
    const [attachment] = toActivity({ ...reply, file }, 'directline').attachments ?? [];
    expect(attachment).to.include({ contentType: 'text/calendar', name: 'cancel.ics' });
    const [, data = ''] = (attachment as { contentUrl: string }).contentUrl.split('base64,');
    expect(Buffer.from(data, 'base64').toString()).to.equal(file.text);
  });

  it('carries no file to Teams, which takes none so', () => {
    expect(toActivity({ ...reply, file }, 'msteams').attachments).to.equal(undefined);
  });

  it('has its buttons before its file', () => {
    const { attachments = [] } = toActivity({ ...reply, file, choices: [{ label: 'Why', press: 'why' }] }, 'webchat');
    expect(attachments.map(({ contentType }) => contentType)).to.deep.equal(['application/vnd.microsoft.card.adaptive', 'text/calendar']);
  });
});
