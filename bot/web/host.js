// The site around this page, when its widget shows it in a frame. Only that window is heard, and only its origin is told anything.
const framed = new URLSearchParams(location.search).has('widget') && window.parent !== window;
const listeners = {};
const requests = new Map();
let lastRequest = 0;

export const host = {
  framed,
  /** The origin of the site, or our own where nothing is around. */
  origin: location.origin,
  /** Whether the visitor can see the chat. */
  shown: true,
  color: '',
  title: '',
  kept: null,
  /** Resolves when the widget has told its settings. */
  welcomed: framed ? new Promise((resolve) => on('welcome', resolve)) : Promise.resolve(),
  on,
  ready: () => tell({ shiftCoach: 'ready' }),
  close: () => tell({ shiftCoach: 'close' }),
  unread: (count) => tell({ shiftCoach: 'unread', unread: count }),
  keep(all) {
    host.kept = all;
    tell({ shiftCoach: 'keep', kept: all });
  },
  /** The site's word for its learner, made just now, or undefined. */
  token() {
    if (!framed) return Promise.resolve(undefined);
    lastRequest += 1;
    tell({ shiftCoach: 'token', request: lastRequest });
    return new Promise((resolve) => requests.set(lastRequest, resolve));
  },
};

/** Calls `listener` at each message of this kind. */
function on(what, listener) {
  listeners[what] ??= [];
  listeners[what].push(listener);
}

function tell(message) {
  if (framed) window.parent.postMessage(message, host.origin);
}

if (framed) {
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== window.parent || !data?.shiftCoach) return;
    // The browser lets only listed sites frame this page, so whoever answers the greeting is one of them.
    if (data.shiftCoach === 'welcome' && host.origin === location.origin) {
      Object.assign(host, { origin, color: String(data.color || ''), title: String(data.title || ''), kept: data.kept });
    }
    if (origin !== host.origin) return;
    if (data.shiftCoach === 'shown' || data.shiftCoach === 'hidden') host.shown = data.shiftCoach === 'shown';
    if (data.shiftCoach === 'token') {
      requests.get(data.request)?.(typeof data.token === 'string' && data.token ? data.token.trim() : undefined);
      requests.delete(data.request);
    }
    for (const listener of listeners[data.shiftCoach] ?? []) listener(data);
  });
  // Nothing is told here, so anybody may hear it.
  window.parent.postMessage({ shiftCoach: 'hello' }, '*');
}
