/** Hears what other processes tell over PostgreSQL (LISTEN), on a connection of its own. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const AGAIN_AFTER_MS = 1000;

/** Calls `heard` with every text told on the channel; what is told while the connection is lost is missed. Gives back what ends it. */
export function listen(url: string, channel: string, heard: (text: string) => void): () => Promise<void> {
  const stopping = new AbortController();
  const running = keepListening();

  async function keepListening(): Promise<void> {
    while (!stopping.signal.aborted) {
      const client = new pg.Client({
        connectionString: url,
        application_name: 'shift-coach listens',
        connectionTimeoutMillis: 5000,
        keepAlive: true,
      });
      const ended = new Promise<void>((resolve) => {
        client.on('error', () => resolve());
        client.on('end', () => resolve());
        stopping.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      client.on('notification', ({ payload }) => heard(payload ?? ''));
      await client
        .connect()
        .then(() => client.query(`LISTEN ${channel}`))
        .then(() => ended)
        .catch(() => undefined);
      await client.end().catch(() => undefined);
      await pause(AGAIN_AFTER_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  }

  return async () => {
    stopping.abort();
    await running;
  };
}
