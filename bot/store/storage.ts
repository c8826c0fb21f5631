/**
 * What every store keeps to: Bot Framework's `Storage` contract, written out so that nothing here loads the SDK.
 * One case suite runs against every implementation: test/cases/store.case.ts.
 */

/** Plain JSON, with the eTag of the state in which it was read. One that is due at some time says so in `due` (ISO, UTC). */
export type Item = { readonly eTag?: string; readonly due?: string; readonly [field: string]: unknown };
export type Items = Readonly<Record<string, Item>>;

export type Storage = {
  /** The items found, each with its `eTag`; a key without an item is left out. */
  read(keys: readonly string[]): Promise<Items>;
  /**
   * Stores all items or none, as they are at the call. An item without an eTag, or with `*`, overwrites.
   * @throws {Conflict} if an item was changed or deleted since its eTag was read
   * @throws the error of the disk, with its `code` such as `ENOSPC`; nothing has changed then
   */
  write(changes: Items): Promise<void>;
  /** Removes the items; a key without an item is no error. */
  delete(keys: readonly string[]): Promise<void>;
  /** Keys beginning with `reminder/` of the items that are due by then (ISO, UTC), at most some hundreds. A store without it fires no reminders. */
  dueBy?(time: string): Promise<readonly string[]>;
};

export type Store = Storage & {
  /** Resolves when every write under way is done and the store is free for another process. */
  close(): Promise<void>;
};

/** Somebody else wrote first: read again, think again. */
export class Conflict extends Error {
  override readonly name = 'Conflict';

  constructor() {
    super('An item was changed since it was read.');
  }
}
