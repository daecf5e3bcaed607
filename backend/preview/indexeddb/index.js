// What a page with an opaque origin gets in the place of indexedDB.
import * as idb from './node_modules/fake-indexeddb/build/esm/index.js';
import { makeFactory } from './records.js';
import './targets.js';

/** The names of a window that belong to IndexedDB. @param {Parameters<typeof makeFactory>[0]} host */
export const names = (host) => {
  const { IDBCursor, IDBCursorWithValue, IDBDatabase, IDBFactory, IDBIndex, IDBKeyRange, IDBObjectStore, IDBOpenDBRequest, IDBRequest, IDBTransaction, IDBVersionChangeEvent } = idb;
  return {
    IDBCursor, IDBCursorWithValue, IDBDatabase, IDBFactory, IDBIndex, IDBKeyRange, IDBObjectStore, IDBOpenDBRequest, IDBRequest, IDBTransaction, IDBVersionChangeEvent,
    indexedDB: makeFactory(host),
  };
};
