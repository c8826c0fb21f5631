/** Proves the suite on the SDK's own store, which the tests of other rooms use. */
import { MemoryStorage } from 'botbuilder';
import { describeStore } from '../../cases/store.case.ts';

describeStore("botbuilder's MemoryStorage", async () => ({ storage: new MemoryStorage(), end: async () => undefined }), {
  'takes a name of the language for a key like any other': 'it keeps its items in a plain object',
  'calls a refused eTag a Conflict': 'it rejects with a plain Error',
  'writes nothing of several items if one eTag is out of date': 'it writes item by item and goes on after a refusal',
  'refuses the eTag of an item that was deleted since': 'it takes any eTag for a key without an item',
});
