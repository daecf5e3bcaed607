// Keeps the databases of fake-indexeddb: everything is read once, at the first use; what a transaction changed is
// told when it has committed. A record lies under the JSON of [database, store, key], a store's next key under
// [database, store] and what a database consists of under [database].
import FDBDatabase from './node_modules/fake-indexeddb/build/esm/FDBDatabase.js';
import FDBFactory from './node_modules/fake-indexeddb/build/esm/FDBFactory.js';
import FDBKeyRange from './node_modules/fake-indexeddb/build/esm/FDBKeyRange.js';
import Database from './node_modules/fake-indexeddb/build/esm/lib/Database.js';
import Index from './node_modules/fake-indexeddb/build/esm/lib/Index.js';
import ObjectStore from './node_modules/fake-indexeddb/build/esm/lib/ObjectStore.js';
import { pack, read, unpack, withBlobs } from './codec.js';

const encoder = new TextEncoder();
const weigh = (text) => encoder.encode(text).length;
const keyOf = (...parts) => JSON.stringify(parts);
/** Begins every key below these parts. */
const below = (...parts) => keyOf(...parts).slice(0, -1) + ',';

/**
 * What a store changed since its last commit, beside what is kept of it.
 * @typedef {{kept: Map<string, number>, next: number, dirty: Map<string, {json: string, blobs: Blob[], size: number} | null>, cleared: boolean}} Journal
 */

/** @param {{load: () => Promise<Record<string, string>>, write: (patches: object[]) => Promise<void>, warn: (text: string) => void, quota: number}} host */
export const makeFactory = (host) => {
  /** @type {WeakMap<object, Journal>} */
  const journals = new WeakMap();
  const journalOf = (store) => {
    if (!journals.has(store)) journals.set(store, { kept: new Map(), next: 0, dirty: new Map(), cleared: false });
    return journals.get(store);
  };
  let used = 0; // bytes kept
  let usable = true;

  /** @type {{clear: string[], set: object}[]} */
  let waiting = [];
  let line = Promise.resolve(); // blobs are read in the order of commits
  let writing = false;
  const drain = async () => {
    if (writing) return;
    writing = true;
    while (waiting.length) {
      const patches = waiting;
      waiting = [];
      try {
        await host.write(patches);
      } catch (error) {
        host.warn(`What this app wrote to IndexedDB was not kept: ${error.message}`);
      }
    }
    writing = false;
  };
  const tell = (patch) => {
    if (!usable) return;
    line = line.then(patch).then((made) => {
      waiting.push(made);
      drain();
    }).catch((error) => host.warn(`What this app wrote to IndexedDB was not kept: ${error.message}`));
  };
  addEventListener('pagehide', () => waiting.length && host.write(waiting.splice(0)).catch(() => {}));

  /** How many bytes a store will hold more than now when its changes are committed. @param {Journal} journal */
  const growth = ({ kept, dirty, cleared }) => {
    let bytes = 0;
    if (cleared) for (const size of kept.values()) bytes -= size;
    for (const [key, change] of dirty) bytes += (change ? change.size : 0) - (cleared ? 0 : kept.get(key) ?? 0);
    return bytes;
  };

  const { storeRecord, deleteRecord, clear } = ObjectStore.prototype;
  // The log is given where a page's own request does the work, not where a transaction is rolled back.
  ObjectStore.prototype.storeRecord = function (record, noOverwrite, log) {
    const key = storeRecord.call(this, record, noOverwrite, log);
    if (!log) return key;
    const journal = journalOf(this);
    const blobs = [];
    const json = JSON.stringify(pack(record.value, blobs));
    const id = keyOf(this.rawDatabase.name, this.name, pack(key, []));
    const size = weigh(id) + weigh(json) + 2 + blobs.reduce((sum, blob) => sum + 3 + 4 * Math.ceil(blob.size / 3), 0);
    const before = journal.dirty.get(id);
    journal.grown = (journal.grown ?? 0) + size - (before !== undefined ? before?.size ?? 0 : journal.cleared ? 0 : journal.kept.get(id) ?? 0);
    journal.dirty.set(id, { json, blobs, size });
    if (used + journal.grown > host.quota && journal.grown > 0) {
      throw new DOMException(`An app may keep ${host.quota >> 20} MB in IndexedDB, and this would be more.`, 'QuotaExceededError');
    }
    return key;
  };
  const forget = (store, keys) => {
    const journal = journalOf(store);
    for (const key of keys) journal.dirty.set(keyOf(store.rawDatabase.name, store.name, pack(key, [])), null);
    journal.grown = growth(journal);
  };
  ObjectStore.prototype.deleteRecord = function (key, log) {
    if (log) forget(this, Array.from(this.records.values(key instanceof FDBKeyRange ? key : FDBKeyRange.only(key)), (record) => record.key));
    return deleteRecord.call(this, key, log);
  };
  ObjectStore.prototype.clear = function (log) {
    if (log) {
      const journal = journalOf(this);
      journal.dirty.clear();
      journal.cleared = true;
      journal.grown = growth(journal);
    }
    return clear.call(this, log);
  };

  /** Ends a store's journal; adds what changed to set and clear. */
  const commit = (store, set, clears, pending) => {
    const journal = journalOf(store);
    used += growth(journal);
    if (journal.cleared) {
      journal.kept.clear();
      clears.push(below(store.rawDatabase.name, store.name));
    }
    for (const [key, change] of journal.dirty) {
      if (change) {
        journal.kept.set(key, change.size);
        if (change.blobs.length) pending.push([key, change]);
        else set[key] = `[${change.json}]`;
      } else if (journal.kept.delete(key) || !journal.cleared) set[key] = null;
    }
    if (store.keyGenerator && store.keyGenerator.num !== journal.next) {
      journal.next = store.keyGenerator.num;
      set[keyOf(store.rawDatabase.name, store.name)] = String(journal.next);
    }
    drop(journal);
  };
  const drop = (journal) => {
    journal.dirty.clear();
    journal.cleared = false;
    journal.grown = 0;
  };

  const schema = ({ version, rawObjectStores }) => JSON.stringify({
    version,
    stores: Array.from(rawObjectStores.values(), ({ name, keyPath, autoIncrement, rawIndexes }) => ({
      name, keyPath, auto: autoIncrement,
      indexes: Array.from(rawIndexes.values(), (index) => ({ name: index.name, keyPath: index.keyPath, multi: index.multiEntry, unique: index.unique })),
    })),
  });

  /** What a database is called on disk: which stores under which names. @type {WeakMap<object, Map<string, object>>} */
  const shapes = new WeakMap();
  /** After a change of a database's shape: stores that went or were renamed go, those under new names are written whole. */
  const reshape = (raw, set, clears) => {
    const before = shapes.get(raw) ?? new Map();
    const after = new Map(raw.rawObjectStores);
    for (const [name, store] of before) {
      if (after.get(name) === store) continue;
      clears.push(below(raw.name, name));
      set[keyOf(raw.name, name)] = null;
      for (const size of journalOf(store).kept.values()) used -= size;
    }
    for (const [name, store] of after) {
      if (before.get(name) === store) continue;
      const journal = journalOf(store);
      drop(journal);
      journal.kept.clear();
      journal.next = 0;
      for (const { key, value } of store.records.values()) {
        const blobs = [];
        const json = JSON.stringify(pack(value, blobs));
        journal.dirty.set(keyOf(raw.name, name, pack(key, [])), { json, blobs, size: weigh(json) });
      }
    }
    shapes.set(raw, after);
    set[keyOf(raw.name)] = schema(raw);
  };

  const onCommit = (transaction) => {
    const raw = transaction.db._rawDatabase;
    const set = {};
    const clears = [];
    const pending = [];
    const isUpgrade = transaction.mode === 'versionchange';
    if (isUpgrade) reshape(raw, set, clears);
    for (const name of isUpgrade ? raw.rawObjectStores.keys() : transaction._scope) {
      const store = raw.rawObjectStores.get(name);
      if (store) commit(store, set, clears, pending);
    }
    if (!clears.length && !pending.length && !Object.keys(set).length) return;
    tell(async () => {
      for (const [key, { json, blobs }] of pending) set[key] = await withBlobs(json, blobs);
      return { clear: clears, set };
    });
  };
  const onAbort = (transaction) => {
    for (const store of transaction.db._rawDatabase.rawObjectStores.values()) {
      if (transaction._scope.has(store.name)) drop(journalOf(store));
    }
  };

  const begin = FDBDatabase.prototype.transaction;
  FDBDatabase.prototype.transaction = function (...args) {
    const transaction = begin.apply(this, args);
    if (transaction.mode !== 'readonly') {
      transaction.addEventListener('complete', () => onCommit(transaction));
      transaction.addEventListener('abort', () => onAbort(transaction));
    }
    return transaction;
  };

  /** Makes the databases that were kept. @param {Record<string, string>} records @param {Map<string, Database>} databases */
  const restore = (records, databases) => {
    const entries = Object.entries(records).map(([id, text]) => ({ id, path: JSON.parse(id), text }));
    for (const { path: [name], text } of entries.filter((e) => e.path.length === 1)) {
      const { version, stores } = JSON.parse(text);
      const raw = new Database(name, version);
      for (const { name: storeName, keyPath, auto, indexes } of stores) {
        const store = new ObjectStore(raw, storeName, keyPath, auto);
        for (const index of indexes) {
          const made = new Index(store, index.name, index.keyPath, index.multi, index.unique);
          made.initialized = true;
          store.rawIndexes.set(index.name, made);
        }
        raw.rawObjectStores.set(storeName, store);
      }
      shapes.set(raw, new Map(raw.rawObjectStores));
      databases.set(name, raw);
    }
    for (const { id, path: [name, storeName, key], text } of entries.filter((e) => e.path.length === 3)) {
      const store = databases.get(name)?.rawObjectStores.get(storeName);
      if (!store) continue;
      store.storeRecord({ key: unpack(key, []), value: read(text) }, false);
      const size = weigh(id) + weigh(text);
      journalOf(store).kept.set(id, size);
      used += size;
    }
    for (const { path: [name, storeName], text } of entries.filter((e) => e.path.length === 2)) {
      const store = databases.get(name)?.rawObjectStores.get(storeName);
      if (store?.keyGenerator) store.keyGenerator.num = journalOf(store).next = Number(text);
    }
  };

  const factory = new FDBFactory();
  let loading;
  const load = () => {
    loading ??= host.load().then((records) => restore(records, factory._databases)).catch((error) => {
      usable = false;
      host.warn(`What this app keeps in IndexedDB could not be read, so it starts empty and nothing is written: ${error.message}`);
    });
    return loading;
  };
  // Every first task of a database waits for what was kept.
  const queues = factory._connectionQueues;
  factory._connectionQueues = { get: (name) => queues.get(name) ?? load(), set: (name, task) => queues.set(name, task) };

  const list = factory.databases;
  factory.databases = async function () {
    await load();
    return list.call(this);
  };
  const remove = factory.deleteDatabase;
  factory.deleteDatabase = function (name) {
    const request = remove.apply(this, arguments);
    let raw;
    load().then(() => { raw = factory._databases.get(String(name)); });
    request.addEventListener('success', () => {
      for (const store of raw?.rawObjectStores.values() ?? []) for (const size of journalOf(store).kept.values()) used -= size;
      tell(async () => ({ clear: [keyOf(String(name)), below(String(name))], set: {} }));
    });
    return request;
  };
  return factory;
};
