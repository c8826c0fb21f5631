// The chat page: gets a token, shows the conversation in Web Chat, and keeps it over a reload. Stands alone or in the widget's frame.
import { host } from './host.js';
import { keep, kept } from './kept.js';
import { look } from './look.js';
import { openOutbox } from './outbox.js';

const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 30_000;
/** Shorter breaks heal by themselves and are not worth a word. */
const PATIENCE_MS = 1500;
const { nonce } = document.querySelector('script[nonce]');
const chat = document.getElementById('chat');
const notice = document.getElementById('notice');
const heading = document.querySelector('h1');
/** Tells a request that this page repeats from one that somebody else does. */
const page = crypto.getRandomValues(new Uint32Array(5)).join('-');

// Values of DirectLine's connectionStatus$.
const EXPIRED_TOKEN = 3;
const FAILED_TO_CONNECT = 4;
const ENDED = 5;

/** The ticket of a launch from a course. It is good once; after that the kept token goes on. */
const launch = new URLSearchParams(location.hash.slice(1)).get('launch') ?? undefined;

let connection;
let attempts = 0;
/** Whether a course's learner asked for a new conversation and has not got it yet. */
let again = false;
let retryMs = FIRST_RETRY_MS;
let retryTimer;
let noticeTimer;
const outbox = openOutbox(() => connection);

// Direct Line says nothing of a lost line until it has tried again, so the page counts its lines itself.
const lines = new Set();
globalThis.WebSocket = class extends WebSocket {
  constructor(...of) {
    super(...of);
    this.addEventListener('open', () => {
      lines.add(this);
      say('');
    });
    this.addEventListener('close', () => {
      if (lines.delete(this) && lines.size === 0) say('The coach is away for a moment. What you write is kept. Connecting…', PATIENCE_MS);
    });
  }
};
addEventListener('offline', () => say('You are offline. What you write is kept, and sent when you are back.'));
addEventListener('online', () => say(lines.size > 0 ? '' : 'The coach is away for a moment. What you write is kept. Connecting…'));

document.getElementById('again').addEventListener('click', () => {
  again = true;
  if (!launch) for (const name of ['token', 'learner']) keep(name, null);
  connect();
});
document.getElementById('close').addEventListener('click', host.close);
// Within a message, Escape leads back to the list of messages; anywhere else it closes the widget.
addEventListener('keydown', (event) => {
  const inMessage = document.activeElement?.closest('.webchat__basic-transcript__activity-body, .webchat__bubble');
  if (event.key === 'Escape' && host.framed && !inMessage && !event.defaultPrevented) host.close();
});
host.on('shown', ({ quietly }) => {
  unread.clear();
  if (!quietly) takeFocus();
});
host.on('changed', connect);

const unread = new Set();
const seen = new Set();

await host.welcomed;
if (host.framed) {
  document.documentElement.classList.add('framed');
  document.getElementById('close').hidden = false;
  if (host.title) heading.textContent = document.title = host.title;
}
connect();

/** Opens the kept conversation, or a new one, with a Direct Line object of its own. */
async function connect() {
  clearTimeout(retryTimer);
  attempts += 1;
  const attempt = attempts;
  const former = connection;
  connection = undefined;
  former?.end();
  if (!globalThis.WebChat) return giveUp('The chat could not be loaded. Please reload the page.');
  try {
    const { token, conversationId, resumed, domain = `${location.origin}/v3/directline` } = await getToken();
    // Somebody pressed "New chat" meanwhile.
    if (attempt !== attempts) return;
    again = false;
    retryMs = FIRST_RETRY_MS;
    // The watermark has the whole conversation shown again, not only what is new.
    const directLine = WebChat.createDirectLine({ domain, token, ...(resumed && { conversationId, watermark: '0' }) });
    connection = directLine;
    outbox.open(conversationId);
    render(directLine, conversationId);
    directLine.connectionStatus$.subscribe((status) => follow(directLine, status));
    host.ready();
  } catch (error) {
    if (attempt !== attempts) return;
    if (error.refused && launch) giveUp('Please go back to your course and open the coach once more.');
    else if (error.refused) giveUp('The coach cannot be opened from here just now. Reload the page to try again.');
    else retry();
  }
}

function follow(directLine, status) {
  if (directLine !== connection) return;
  // A used-up object stays broken; the conversation goes on with a new one.
  if (status === EXPIRED_TOKEN) return connect();
  if (status === FAILED_TO_CONNECT || status === ENDED) return retry();
}

function retry() {
  say('The coach cannot be reached just now. What you write is kept. Trying again…');
  host.ready();
  retryTimer = setTimeout(connect, retryMs);
  retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
}

function giveUp(text) {
  say(text);
  host.ready();
}

async function getToken() {
  const learner = launch ? undefined : await host.token();
  // Another tab may be of another course, so what a launch opened stays with its tab.
  const [name, storage] = launch ? ['launched', 'session'] : [learner ? 'learner' : 'token', 'local'];
  const response = await fetch('/api/web/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      resume: kept(name, storage) ?? undefined,
      ...(launch ? { launch, again } : { live: kept('live') ?? undefined, token: learner, page }),
      origin: host.origin,
    }),
  });
  if (!response.ok) throw Object.assign(new Error(`no token: ${response.status}`), { refused: [400, 403].includes(response.status) });
  const given = await response.json();
  keep(name, given.resume, storage);
  if (given.domain) keep('live', given.token);
  return given;
}

/** Says something above the conversation, after a while or at once; an empty text takes it away. */
function say(text, afterMs = 0) {
  clearTimeout(noticeTimer);
  const show = () => {
    notice.textContent = text;
    notice.hidden = !text;
  };
  if (text && afterMs) noticeTimer = setTimeout(show, afterMs);
  else show();
}

function render(directLine, conversationId) {
  const draft = `draft.${conversationId}`;
  const hadFocus = chat.contains(document.activeElement);
  // A store for each connection: the former one's activities do not belong to this one.
  const store = WebChat.createStore({}, () => (next) => (action) => {
    if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY') countNews(action.payload.activity);
    return next(action);
  });
  store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text: kept(draft, 'session') ?? '' } });
  let written;
  store.subscribe(() => {
    const { sendBoxValue } = store.getState();
    if (sendBoxValue !== written && directLine === connection) keep(draft, sendBoxValue || null, 'session');
    written = sendBoxValue;
  });
  WebChat.renderWebChat(
    {
      directLine: Object.create(directLine, { postActivity: { value: outbox.post } }),
      nonce,
      locale: 'en-GB',
      store,
      sendTypingIndicator: false,
      ...look(host.color),
    },
    chat,
  );
  if (hadFocus) requestAnimationFrame(() => document.activeElement === document.body && sendBox()?.focus());
}

/** Counts what comes while nobody looks; what was there before is no news. */
function countNews({ id, type, from }) {
  if (type !== 'message' || from.role !== 'bot' || seen.has(id)) return;
  seen.add(id);
  if (host.shown) return;
  unread.add(id);
  host.unread(unread.size);
}

const sendBox = () => chat.querySelector('[data-id="webchat-sendbox-input"]');

/** Where the visitor can write; on a touch screen the heading, so that no keyboard hides the conversation. */
function takeFocus() {
  const target = matchMedia('(pointer: coarse)').matches ? heading : (sendBox() ?? heading);
  target.focus();
  // Web Chat draws its box a moment later.
  if (target === heading) setTimeout(() => document.activeElement === heading && !matchMedia('(pointer: coarse)').matches && sendBox()?.focus(), 500);
}
