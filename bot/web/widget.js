// Shift Coach on any site: <script src="https://HOST/widget.js" async></script>. Settings: docs/widget.md.
// A button in a shadow root; the chat itself is a page of ours in a frame, loaded when the button is first pressed.
(() => {
  const script = document.currentScript;
  // A second tag on the page finds the first one's element and leaves.
  if (!script || document.querySelector('shift-coach')) return;
  const home = new URL(script.src).origin;
  const { label = 'Ask the coach', title = 'Shift Coach', position = 'right', color = '', tokenUrl } = script.dataset;
  const small = matchMedia('(max-width: 479px), (max-height: 479px)');
  const SAYS_HELLO_WITHIN_MS = 10_000;
  const KEPT_AS = 'shift-coach';

  // No style element and no style attribute: a strict policy of the site would refuse them.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial !important; display: contents !important; --color: #0f5c57; --on: #fff }
    * { box-sizing: border-box }
    aside { color: #1d2725; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Open Sans", sans-serif }
    button, a { background: none; border: 1px solid currentColor; border-radius: 999px; color: inherit; cursor: pointer; font: inherit; min-height: 44px; padding: 8px 18px }
    a { display: inline-block; text-decoration: none }
    .launcher { align-items: center; background: var(--color); border: 2px solid #ffffffd9; bottom: max(20px, env(safe-area-inset-bottom)); box-shadow: 0 2px 12px #0005; color: var(--on);
      display: flex; font-weight: 600; gap: 10px; min-height: 56px; min-width: 56px; padding: 0 20px; position: fixed; z-index: 2147483000 }
    .launcher, dialog { left: auto; right: 20px }
    .left :is(.launcher, dialog) { left: 20px; right: auto }
    .launcher:hover { box-shadow: 0 4px 18px #0007 }
    :focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #1d2725 !important }
    svg { display: block; flex: none; height: 24px; width: 24px }
    .badge { background: #b3261e; border: 2px solid #fff; border-radius: 999px; color: #fff; font-size: 14px; font-weight: 700; line-height: 22px; min-width: 26px; padding: 0 5px; position: absolute;
      right: -6px; text-align: center; top: -8px }
    [hidden] { display: none !important }
    .unseen { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; width: 1px }
    dialog { background: #f3f6f5; border: 1px solid #5d6b67; border-radius: 16px; bottom: 92px; box-shadow: 0 8px 40px #0006; color: inherit; height: min(680px, calc(100dvh - 112px)); margin: 0; max-height: none;
      max-width: none; overflow: hidden; padding: 0; position: fixed; top: auto; width: min(420px, calc(100vw - 40px)); z-index: 2147483001 }
    dialog::backdrop { background: none }
    iframe { border: 0; display: block; height: 100%; width: 100% }
    .wait { padding: 24px }
    .wait p { margin: 0 0 16px }
    .wait div { display: flex; flex-wrap: wrap; gap: 10px }
    .wait:not([hidden]) + iframe { visibility: hidden }
    @media (max-width: 479px), (max-height: 479px) {
      .launcher { padding: 0 14px }
      .launcher .label { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px }
      dialog, .left dialog { border: 0; border-radius: 0; height: 100dvh; inset: 0; width: 100vw }
    }
    @media (prefers-color-scheme: dark) { aside { color: #e8eceb } dialog { background: #141b1a } }
    @media (prefers-reduced-motion: no-preference) {
      dialog[open] { animation: rise 0.16s ease-out }
      @keyframes rise { from { opacity: 0; transform: translateY(12px) } }
    }`);
  if (CSS.supports('color', color)) sheet.cssRules[0].style.setProperty('--color', color);

  const host = document.createElement('shift-coach');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet];
  // Made piece by piece: a site may forbid to parse HTML out of a string (Trusted Types).
  const make = (name, properties = {}, ...children) => {
    const element = document.createElement(name);
    Object.assign(element, properties);
    element.append(...children);
    return element;
  };
  const badge = make('span', { className: 'badge', ariaHidden: 'true', hidden: true });
  const unread = make('span', { className: 'unseen' });
  const launcher = make('button', { type: 'button', className: 'launcher' }, icon(), make('span', { className: 'label' }, label), unread, badge);
  launcher.setAttribute('aria-haspopup', 'dialog');
  launcher.setAttribute('aria-expanded', 'false');
  const news = make('span', { className: 'unseen', role: 'status' });
  const state = make('p', { role: 'status' });
  const again = make('button', { type: 'button', hidden: true }, 'Try again');
  const elsewhere = make('a', { href: home, target: '_blank', rel: 'noopener', hidden: true }, 'Open in a new tab');
  const shut = make('button', { type: 'button' }, 'Close');
  const wait = make('div', { className: 'wait' }, state, make('div', {}, again, elsewhere, shut));
  const frame = make('iframe', { title, allow: '' });
  const dialog = make('dialog', {}, wait);
  dialog.setAttribute('aria-label', title);
  const around = make('aside', { className: position === 'left' ? 'left' : '' }, launcher, dialog, news);
  around.setAttribute('aria-label', title);
  root.append(around);
  (document.body ?? document.documentElement).append(host);
  if (!document.body) addEventListener('DOMContentLoaded', () => document.body.append(host), { once: true });
  sheet.cssRules[0].style.setProperty('--on', inkOn(getComputedStyle(launcher).backgroundColor));

  let silence;
  let ready = false;
  let tokens = () =>
    tokenUrl ? fetch(tokenUrl, { credentials: 'same-origin' }).then((answer) => (answer.ok ? answer.text() : undefined)) : script.dataset.token;

  launcher.addEventListener('click', () => (dialog.open ? close() : open()));
  shut.addEventListener('click', close);
  again.addEventListener('click', load);
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && dialog.open) close();
  });
  small.addEventListener('change', () => {
    if (!dialog.open) return;
    dialog.close();
    show();
  });
  addEventListener('message', ({ source, origin, data }) => {
    if (!data || typeof data !== 'object') return;
    if (source === window && origin === location.origin && data.shiftCoach === 'token') coach.token(data.token);
    if (source && source === frame.contentWindow && origin === home) hear(data);
  });

  /** For the site's own scripts: document.querySelector('script[src$="/widget.js"]').coach */
  const coach = {
    open,
    close,
    /** A token, or a function that gives one (or a promise of one) each time one is needed. */
    token(given) {
      tokens = typeof given === 'function' ? given : () => given;
      tell({ shiftCoach: 'changed' });
    },
  };
  script.coach = coach;

  function open() {
    if (!dialog.open) show();
    launcher.setAttribute('aria-expanded', 'true');
    count(0);
    if (ready) focusChat();
    else load();
  }

  function show() {
    // Over the whole screen, nothing beneath may be reached; beside the page, all of it.
    if (small.matches) dialog.showModal();
    else dialog.show();
  }

  function close() {
    if (!dialog.open) return;
    const within = dialog.contains(root.activeElement);
    dialog.close();
    launcher.setAttribute('aria-expanded', 'false');
    tell({ shiftCoach: 'hidden' });
    // A site that closes it from elsewhere keeps its focus.
    if (within) launcher.focus();
  }

  function load() {
    ready = false;
    say('Opening…');
    shut.focus();
    clearTimeout(silence);
    silence = setTimeout(fail, SAYS_HELLO_WITHIN_MS);
    frame.onload = () => {
      // A page that came says hello at once; the browser's own error page never does.
      clearTimeout(silence);
      silence = setTimeout(fail, 2000);
    };
    frame.src = `${home}/?widget`;
    // Not before: an empty frame would be one more thing in the page of everybody who never opens it.
    dialog.append(frame);
  }

  function fail() {
    frame.remove();
    say('The coach cannot be reached just now. Your conversation is kept.', true);
    if (dialog.open) again.focus();
  }

  function say(text, failed = false) {
    wait.hidden = !text;
    state.textContent = text;
    again.hidden = elsewhere.hidden = !failed;
  }

  function focusChat() {
    frame.focus();
    tell({ shiftCoach: 'shown' });
  }

  function tell(message) {
    frame.contentWindow?.postMessage(message, home);
  }

  /** What the chat page says. */
  async function hear({ shiftCoach: what, unread = 0, kept, request }) {
    if (what === 'hello') {
      clearTimeout(silence);
      tell({ shiftCoach: 'welcome', title, color: color && getComputedStyle(launcher).backgroundColor, kept: recall() });
    } else if (what === 'ready') {
      const waiting = dialog.contains(root.activeElement);
      ready = true;
      say('');
      if (dialog.open && waiting) focusChat();
      else tell({ shiftCoach: dialog.open ? 'shown' : 'hidden', quietly: true });
    } else if (what === 'close') close();
    else if (what === 'unread') count(dialog.open ? 0 : unread);
    else if (what === 'keep') remember(kept);
    else if (what === 'token')
      tell({
        shiftCoach: 'token',
        request,
        token: await Promise.resolve()
          .then(tokens)
          .catch(() => undefined),
      });
  }

  function count(number) {
    const text = number > 0 ? `${number} new ${number === 1 ? 'message' : 'messages'}` : '';
    badge.hidden = !text;
    badge.textContent = number > 9 ? '9+' : String(number);
    unread.textContent = text && ` (${text})`;
    news.textContent = text && `${title}: ${text}`;
  }

  /** Only where the browser gives the frame no storage of its own. */
  function remember(kept) {
    try {
      localStorage.setItem(KEPT_AS, JSON.stringify(kept));
    } catch {}
  }

  function recall() {
    try {
      return JSON.parse(localStorage.getItem(KEPT_AS));
    } catch {
      return null;
    }
  }

  /** Black or white, whichever reads better on this colour. */
  function inkOn(rgb) {
    const [r, g, b] = (rgb.match(/[\d.]+/g) ?? [0, 0, 0]).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff';
  }

  function icon() {
    const svg = (name, attributes) => {
      const element = document.createElementNS('http://www.w3.org/2000/svg', name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const drawing = svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
    drawing.append(
      svg('path', {
        fill: 'currentColor',
        d: 'M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4.5V17H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Zm3 5v2h10V8Zm0 3.5v2h6v-2Z',
        'fill-rule': 'evenodd',
      }),
    );
    return drawing;
  }
})();
