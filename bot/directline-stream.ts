/** The WebSocket streams of Direct Line: each shows one conversation from a watermark on, as it happens. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Chats, Logged } from './directline-log.ts';
import { atMost } from './limits.ts';
import type { Tokens } from './token.ts';

const PING_MS = 25_000;
const STREAMS_PER_CHAT = 5;
const STREAMS = 2000;
/** A client that lets this much pile up is not reading. */
const BACKLOG_BYTES = 1_000_000;

export type Streams = {
  /** Takes over a request to upgrade, or turns it down. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every client to come back later. */
  close(): void;
};

export function openStreams(parts: { chats: Chats; tokens: Tokens; mayConnect: (request: IncomingMessage) => boolean }): Streams {
  const { chats, tokens } = parts;
  const server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false });
  /** Tickets shown to this process. Another one that shares the store takes each once more. */
  const used = new Set<string>();
  const open = new Map<WebSocket, { conversationId: string; alive: boolean }>();

  const pings = setInterval(() => {
    for (const [socket, state] of open) {
      if (!state.alive || socket.bufferedAmount > BACKLOG_BYTES) socket.terminate();
      state.alive = false;
      socket.ping();
    }
  }, PING_MS);
  pings.unref();

  /** The conversation and watermark that this request may stream, or the status to turn it down with. */
  const admit = (request: IncomingMessage): { conversationId: string; watermark: string } | number => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const id = /^\/v3\/directline\/conversations\/([\w-]+)\/stream$/.exec(url.pathname)?.[1];
    if (!id) return 404;
    if (!parts.mayConnect(request)) return 403;
    const ticket = tokens.ticketHolder(url.searchParams.get('t') ?? '');
    if (ticket?.conv !== id || used.has(ticket.jti)) return 403;
    atMost(10_000, used.add(ticket.jti));
    if (open.size >= STREAMS || [...open.values()].filter((one) => one.conversationId === id).length >= STREAMS_PER_CHAT) return 429;
    return { conversationId: id, watermark: url.searchParams.get('watermark') ?? '' };
  };

  const stream = async (socket: WebSocket, conversationId: string, watermark: string) => {
    const state = { conversationId, alive: true };
    open.set(socket, state);
    socket.on('pong', () => {
      state.alive = true;
    });
    // Clients send empty frames to keep the line open; nothing they send here is read.
    socket.on('message', () => {
      state.alive = true;
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => open.delete(socket));
    await chats.using(conversationId, (chat) => {
      const show = (activities: readonly Logged[]) => socket.send(JSON.stringify({ activities, watermark: chat.watermark }));
      // In one breath, so that nothing falls between what was and what comes.
      const missed = chat.since(watermark);
      if (missed.length > 0) show(missed);
      const stop = chat.watch(show);
      socket.on('close', stop);
      if (socket.readyState !== socket.OPEN) stop();
    });
  };

  return {
    upgrade(request, socket, head) {
      const admitted = admit(request);
      if (typeof admitted === 'number') {
        socket.on('error', () => socket.destroy());
        socket.end(`HTTP/1.1 ${admitted} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => {
        stream(opened, admitted.conversationId, admitted.watermark).catch(() => opened.close(1011));
      });
    },
    close() {
      clearInterval(pings);
      for (const socket of open.keys()) socket.close(1012, 'restarting');
      server.close();
    },
  };
}
