// Sends what the visitor says, in order, until the server has it. Each message carries an id, so one that arrives twice is answered once.
import { keep, kept } from './kept.js';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 8000;

/** @param connection gives the Direct Line object of the moment, or undefined */
export function openOutbox(connection) {
  /** Oldest first: the activity, and who waits for its id. */
  let waiting = [];
  let name = '';
  let sending = false;

  async function send() {
    if (sending) return;
    sending = true;
    for (let waitMs = FIRST_WAIT_MS; waiting.length > 0; ) {
      const [first] = waiting;
      const { id, refused } = await attempt(connection(), first.activity);
      // Another conversation may have been opened meanwhile.
      if (first !== waiting[0]) continue;
      if (!id && !refused) {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
        continue;
      }
      waitMs = FIRST_WAIT_MS;
      waiting.shift();
      store();
      for (const settle of first.settle) settle(id, refused);
    }
    sending = false;
  }

  const store = () => keep(name, waiting.length > 0 ? JSON.stringify(waiting.map(({ activity }) => activity)) : null, 'session');

  return {
    /** Takes up what this tab had not sent yet in this conversation; what belongs to another is left there. */
    open(conversationId) {
      if (name === `outbox.${conversationId}`) return;
      name = `outbox.${conversationId}`;
      waiting = JSON.parse(kept(name, 'session') ?? '[]').map((activity) => ({ activity, settle: [] }));
      send();
    },
    /** What Direct Line's `postActivity` gives, but it ends well whenever the server comes back. */
    post(activity) {
      return {
        subscribe({ next, error, complete }) {
          const settle = (id, refused) => {
            if (refused) return error?.(refused);
            next?.(id);
            complete?.();
          };
          // "Send again" of what is still on its way is the same message.
          const same = waiting.find((one) => sayOf(one.activity) === sayOf(activity));
          if (same) same.settle.push(settle);
          else waiting.push({ activity, settle: [settle] });
          store();
          send();
          return { unsubscribe() {} };
        },
      };
    },
    get empty() {
      return waiting.length === 0;
    },
  };
}

const sayOf = ({ text, value }) => JSON.stringify([text, value]);

/** One try: the id it got, or why the server will never take it; neither of them if it may be tried again. */
function attempt(directLine, activity) {
  if (!directLine) return Promise.resolve({});
  return new Promise((resolve) => {
    // Direct Line emits "retry" in place of an id when it could not reach the server.
    const next = (id) => resolve(id === 'retry' ? {} : { id });
    directLine
      .postActivity(activity)
      .subscribe({ next, error: (error) => resolve(isFinal(error) ? { refused: error } : {}), complete: () => resolve({}) });
  });
}

function isFinal({ status }) {
  return status >= 400 && status < 500 && ![401, 403, 404, 408, 429].includes(status);
}
