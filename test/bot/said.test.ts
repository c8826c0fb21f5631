import { expect } from 'chai';
import { toActivity } from '../../bot/said.ts';
import type { Reply } from '../../dialogs/turn.ts';

const reply: Reply = { point: 'It ends on Wed 23 Dec 2026.', more: [], cites: [], choices: [] };
const file = { name: 'cancel.ics', type: 'text/calendar', text: 'BEGIN:VCALENDAR\r\nSUMMARY:£5\r\n' };

describe('a reply as an activity', () => {
  it('carries its file in itself, whole', async () => {
    const [attachment] = (await toActivity({ ...reply, file }, 'directline')).attachments ?? [];
    expect(attachment).to.include({ contentType: 'text/calendar', name: 'cancel.ics' });
    const [, data = ''] = (attachment as { contentUrl: string }).contentUrl.split('base64,');
    expect(Buffer.from(data, 'base64').toString()).to.equal(file.text);
  });

  it('carries no file to Teams, which takes none so', async () => {
    expect((await toActivity({ ...reply, file: { ...file, document: { title: 'T', parts: [] } } }, 'msteams')).attachments).to.equal(undefined);
  });

  it('has its buttons before its file', async () => {
    const { attachments = [] } = await toActivity({ ...reply, file, choices: [{ label: 'Why', press: 'why' }] }, 'webchat');
    expect(attachments.map(({ contentType }) => contentType)).to.deep.equal(['application/vnd.microsoft.card.adaptive', 'text/calendar']);
  });

  it('has a document both for a word processor and as text', async () => {
    const document = { title: 'Record', parts: [{ lines: [{ text: 'Said.' }] }] };
    const { attachments = [] } = await toActivity(
      { ...reply, file: { name: '7.md', type: 'text/markdown', text: '# Record', document } },
      'directline',
    );
    expect(attachments.map((attachment) => 'name' in attachment && attachment.name)).to.deep.equal(['7.docx', '7.md']);
    expect(attachments[0]?.contentType).to.equal('application/vnd.openxmlformats-officedocument.wordprocessingml.document');
    const [, data = ''] = (attachments[0] as { contentUrl: string }).contentUrl.split('base64,');
    expect(Buffer.from(data, 'base64').subarray(0, 2).toString()).to.equal('PK');
  });
});
