// What the page keeps over a reload. Storage throws where a browser blocks it in frames; the site's widget then keeps it for us.
import { host } from './host.js';

const PREFIX = 'shift-coach.';
const memory = new Map();

/** The text kept under this name, or null. `storage` is `local`, or `session` for as long as the tab is open. */
export function kept(name, storage = 'local') {
  if (memory.has(name)) return memory.get(name);
  try {
    return window[`${storage}Storage`].getItem(PREFIX + name);
  } catch {
    return host.kept?.[name] ?? null;
  }
}

/** Keeps the text; null forgets it. */
export function keep(name, text, storage = 'local') {
  try {
    const store = window[`${storage}Storage`];
    if (text === null) store.removeItem(PREFIX + name);
    else store.setItem(PREFIX + name, text);
    memory.delete(name);
  } catch {
    memory.set(name, text);
    if (storage === 'local') host.keep({ ...host.kept, ...Object.fromEntries(memory) });
  }
}
