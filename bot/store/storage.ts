/**
 * What every store keeps to: Bot Framework's `Storage` contract, written out so that nothing here loads the SDK, and what
 * reminders, reports and several processes on one store need on top.
 * One case suite runs against every implementation: test/cases/store.case.ts.
 */

/** Plain JSON, with the eTag of the state in which it was read. One that is due at some time says so in `due` (ISO, UTC). */
export type Item = { readonly eTag?: string; readonly due?: string; readonly [field: string]: unknown };
export type Items = Readonly<Record<string, Item>>;

/** As the eTag of an item: written only if there is none under its key yet. */
export const ABSENT = 'absent';

export type Storage = {
  /** The items found, each with its `eTag`; a key without an item is left out. */
  read(keys: readonly string[]): Promise<Items>;
  /**
   * Stores all items or none, as they are at the call. An item without an eTag, or with `*`, overwrites.
   * @throws {Conflict} if an item was changed or deleted since its eTag was read, or is there in spite of `ABSENT`
   * @throws the error of the disk or the database, with its `code` such as `ENOSPC`; nothing has changed then
   */
  write(changes: Items): Promise<void>;
  /** Removes the items, from every file and table; a key without an item is no error. */
  delete(keys: readonly string[]): Promise<void>;
  /** Keys beginning with `reminder/` of the items that are due by then (ISO, UTC), at most some hundreds. A store without it fires no reminders. */
  dueBy?(time: string): Promise<readonly string[]>;
};

/** Something that happened, for reports: what, never who and never what was said. */
export type Event = {
  /** ISO, in UTC. */
  readonly at: string;
  /** Such as `turn` or `complaint-closed`. */
  readonly what: string;
  readonly [fact: string]: string | number | boolean;
};

export type Store = Storage & {
  /** Every key that begins with `prefix`, such as `person/msteams/`; in no order. */
  list(prefix: string): Promise<readonly string[]>;
  /** Keeps an event. @throws if it could hold what somebody wrote */
  append(event: Event): Promise<void>;
  /** Every event of the days from `from` to `to` (`2026-11-22`), in the order in which they were kept. */
  events(from?: string, to?: string): AsyncIterable<Event>;
  /** Only where several processes may share the store. */
  readonly shared?: Shared;
  /** Resolves when every write under way is done and the store is free for another process. */
  close(): Promise<void>;
};

export type Shared = {
  /** As `Storage.write`, and gives back the new eTag of each item. */
  write(changes: Items): Promise<ReadonlyMap<string, string>>;
  /** Of these keys, those whose eTag is another than the one told; undefined stands for no item. */
  changed(eTags: ReadonlyMap<string, string | undefined>): Promise<readonly string[]>;
  /** Calls `heard` soon after any process wrote an item of a conversation (`directline/…`). It may miss some: look at `changed` now and then. */
  watch(heard: (key: string) => void): () => void;
};

/** Somebody else wrote first: read again, think again. */
export class Conflict extends Error {
  override readonly name = 'Conflict';

  constructor() {
    super('An item was changed since it was read.');
  }
}
