// The chat page: gets a token, shows the conversation in Web Chat, and keeps it over a reload.
const KEPT_AS = 'shift-coach.token';
const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 30_000;
/** Shorter breaks heal by themselves and are not worth a word. */
const PATIENCE_MS = 1500;
const { nonce } = document.currentScript;
const chat = document.getElementById('chat');
const notice = document.getElementById('notice');

// Values of DirectLine's connectionStatus$.
const EXPIRED_TOKEN = 3;
const FAILED_TO_CONNECT = 4;
const ENDED = 5;

/** The ticket of a launch from a course. It is good once; after that the kept token goes on. */
const launch = new URLSearchParams(location.hash.slice(1)).get('launch') ?? undefined;

let connection;
/** The newest token, for where storage is blocked. */
let latest = null;
let retryMs = FIRST_RETRY_MS;
let noticeTimer;

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
      if (lines.delete(this) && lines.size === 0) say('The coach is away for a moment. Connecting…', PATIENCE_MS);
    });
  }
};

document.getElementById('again').addEventListener('click', () => {
  if (!launch) keep(null);
  connect(true);
});
connect();

/** Opens the kept conversation, or a new one, with a Direct Line object of its own. */
async function connect(again = false) {
  const former = connection;
  connection = undefined;
  former?.end();
  if (!globalThis.WebChat) return say('The chat could not be loaded. Please reload the page.', 0);
  try {
    const { token, conversationId, resumed } = await getToken(again);
    keep(token);
    retryMs = FIRST_RETRY_MS;
    const domain = `${location.origin}/v3/directline`;
    // The watermark has the whole conversation shown again, not only what is new.
    const directLine = WebChat.createDirectLine({ domain, token, ...(resumed && { conversationId, watermark: '0' }) });
    connection = directLine;
    render(directLine);
    directLine.connectionStatus$.subscribe((status) => follow(directLine, status));
  } catch (error) {
    if (error.launchUsed) return say('Please go back to your course and open the coach once more.');
    retry();
  }
}

function follow(directLine, status) {
  if (directLine !== connection) return;
  // A used-up object stays broken; the conversation goes on with a new one.
  if (status === EXPIRED_TOKEN) return connect();
  if (status === FAILED_TO_CONNECT || status === ENDED) return retry();
}

function retry() {
  say('The coach cannot be reached just now. Trying again…', 0);
  setTimeout(connect, retryMs);
  retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
}

async function getToken(again) {
  const response = await fetch('/api/web/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ resume: kept() ?? undefined, launch, again }),
  });
  if (!response.ok) throw Object.assign(new Error(`no token: ${response.status}`), { launchUsed: launch && response.status === 403 });
  return response.json();
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

/** Storage throws where cookies are blocked; the chat then lasts as long as the page. */
function kept() {
  if (latest) return latest;
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}

function keep(token) {
  latest = token;
  try {
    if (token) localStorage.setItem(KEPT_AS, token);
    else localStorage.removeItem(KEPT_AS);
  } catch {}
}

function render(directLine) {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const ink = dark ? '#e8eceb' : '#1d2725';
  const accent = dark ? '#6fc7be' : '#0f5c57';
  WebChat.renderWebChat(
    {
      directLine,
      nonce,
      locale: 'en-GB',
      // A store for each connection: the former one's activities do not belong to this one.
      store: WebChat.createStore(),
      sendTypingIndicator: false,
      adaptiveCardsHostConfig: cardLook(ink),
      styleOptions: {
        accent,
        primaryFont: 'inherit',
        backgroundColor: 'transparent',
        bubbleBackground: dark ? '#1f2a28' : '#ffffff',
        bubbleBorderColor: dark ? '#33413e' : '#dde5e2',
        bubbleBorderRadius: 14,
        bubbleTextColor: ink,
        bubbleMaxWidth: 640,
        bubbleMinHeight: 0,
        bubbleImageHeight: 'auto',
        bubbleFromUserBackground: dark ? '#1d5a55' : '#0f5c57',
        bubbleFromUserBorderColor: 'transparent',
        bubbleFromUserBorderRadius: 14,
        bubbleFromUserTextColor: '#ffffff',
        paddingRegular: 14,
        paddingWide: 14,
        hideUploadButton: true,
        markdownRenderHTML: false,
        maxMessageLength: 5000,
        sendBoxBackground: dark ? '#1f2a28' : '#ffffff',
        sendBoxTextColor: ink,
        sendBoxPlaceholderColor: dark ? '#9fb0ac' : '#5b6b67',
        sendBoxButtonColor: accent,
        sendBoxButtonColorOnFocus: accent,
        sendBoxButtonColorOnHover: accent,
        sendBoxHeight: 56,
        sendBoxTextWrap: true,
        sendBoxBorderTop: 0,
        subtle: dark ? '#9fb0ac' : '#5b6b67',
        timestampColor: dark ? '#9fb0ac' : '#5b6b67',
        transitionDuration: '0s',
        // A long answer is read from its first line.
        autoScrollSnapOnPage: true,
        autoScrollSnapOnPageOffset: -24,
      },
      overrideLocalizedStrings: { TEXT_INPUT_PLACEHOLDER: 'Ask about service or the law' },
    },
    chat,
  );
}

function cardLook(ink) {
  const colour = { default: ink, subtle: ink };
  return {
    fontFamily: 'inherit',
    supportsInteractivity: true,
    spacing: { small: 8, default: 8, padding: 0 },
    containerStyles: { default: { backgroundColor: '#00000000', foregroundColors: { default: colour } } },
    actions: { maxActions: 8, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left' },
  };
}
