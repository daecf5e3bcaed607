package preview_test

import (
	"encoding/json"
	"maps"
	"os"
	"strings"
	"testing"

	"whittle/backend/preview"
)

// keep applies what a page wrote to what was kept before, as the store does.
func keep(t *testing.T, before map[string]string, told []message) map[string]string {
	t.Helper()
	after := maps.Clone(before)
	for _, m := range of(told, "call") {
		if m.Verb != "records.write" {
			continue
		}
		text, err := json.Marshal(m.Args["patches"])
		if err != nil {
			t.Fatal(err)
		}
		var patches []struct {
			Clear []string
			Set   map[string]*string
		}
		if err := json.Unmarshal(text, &patches); err != nil {
			t.Fatal(err)
		}
		for _, p := range patches {
			for _, prefix := range p.Clear {
				maps.DeleteFunc(after, func(key, _ string) bool { return strings.HasPrefix(key, prefix) })
			}
			for key, value := range p.Set {
				if delete(after, key); value != nil {
					after[key] = *value
				}
			}
		}
	}
	return after
}

// idbHelpers are what the pages of these tests begin with.
const idbHelpers = `
	const log = (...v) => console.log(v.map((x) => typeof x === 'string' ? x : JSON.stringify(x)).join(' '));
	const done = (request) => new Promise((ok, no) => { request.onsuccess = () => ok(request.result); request.onerror = () => no(request.error); });
	const over = (tx) => new Promise((ok, no) => { tx.oncomplete = () => ok(); tx.onabort = () => no(tx.error); });
	addEventListener('unhandledrejection', (e) => { log('failed', String(e.reason && e.reason.stack || e.reason)); console.log('DONE'); });
	const end = () => setTimeout(() => console.log('DONE'), 300);
	const open = (name, version, upgrade) => { const r = indexedDB.open(name, version); r.onupgradeneeded = (e) => upgrade(r.result, r.transaction, e.oldVersion); return done(r); };
`

func TestIndexedDBSurvivesARestart(t *testing.T) {
	first := runWith(t, page(idbHelpers+`(async () => {
		const db = await open('notes', 2, (db) => {
			const notes = db.createObjectStore('notes', {keyPath: 'id', autoIncrement: true});
			notes.createIndex('by tag', 'tags', {multiEntry: true});
			notes.createIndex('by title', 'title', {unique: true});
			db.createObjectStore('anything');
		});
		let tx = db.transaction(['notes', 'anything'], 'readwrite');
		const notes = tx.objectStore('notes');
		for (let i = 1; i <= 5; i++) notes.add({title: 'n' + i, tags: ['all', i % 2 ? 'odd' : 'even']});
		const shared = {deep: true}; const circle = {name: 'c', shared, again: shared}; circle.self = circle;
		const any = tx.objectStore('anything');
		any.put(circle, 'circle');
		any.put({date: new Date(86400000), map: new Map([['k', new Set([1, NaN])]]), bytes: new Uint8Array([1, 2, 255]).subarray(1), zero: -0, big: 12n, none: undefined, re: /a+/gi, $: 'dollar'}, new Date(5));
		any.put(new Blob(['hello'], {type: 'text/plain'}), [1, 'blob']);
		any.put(new File(['file'], 'a.txt', {type: 'text/csv', lastModified: 7}), new Uint8Array([9]).buffer);
		any.put('gone', 'gone'); any.delete('gone');
		await over(tx);
		tx = db.transaction('notes', 'readwrite');
		tx.objectStore('notes').delete(5);
		await over(tx);
		tx = db.transaction('notes', 'readwrite');
		tx.objectStore('notes').add({title: 'n1'});
		try { await over(tx); } catch (e) { log('aborted', e.name); }
		tx = db.transaction('notes', 'readwrite');
		tx.objectStore('notes').put({id: 2, title: 'changed', tags: ['all']}); tx.abort();
		try { await over(tx); } catch (e) { log('aborted by itself', e); }
		log((await indexedDB.databases()), [...db.objectStoreNames]);
		end();
	})();`), preview.Seed{}, map[string]string{})
	equal(t, logged(first, "log"), "aborted ConstraintError", "aborted by itself null", `[{"name":"notes","version":2}] ["anything","notes"]`)
	kept := keep(t, map[string]string{}, first)

	second := runWith(t, page(idbHelpers+`(async () => {
		const db = await open('notes', undefined, () => log('upgraded'));
		log(db.version);
		const tx = db.transaction(['notes', 'anything'], 'readwrite');
		const notes = tx.objectStore('notes'), any = tx.objectStore('anything');
		log(await done(notes.getAll()));
		log(await done(notes.index('by tag').getAllKeys('odd')), (await done(notes.index('by title').get('n4'))).id);
		log(await done(notes.getAllKeys(IDBKeyRange.bound(2, 4, true))));
		const seen = [];
		await new Promise((ok) => { notes.openCursor(null, 'prev').onsuccess = ({target: {result: c}}) => { if (!c) return ok(); seen.push(c.key); if (c.key === 4) c.update({...c.value, title: 'four'}); if (c.key === 1) c.delete(); c.continue(); }; });
		log(seen, await done(notes.add({title: 'next', tags: []})));
		const c = await done(any.get('circle'));
		log(c.self === c, c.shared === c.again, c.shared);
		const v = await done(any.get(new Date(5)));
		log(v.date.getTime(), [...v.map.get('k')].map(String), [...v.bytes], Object.is(v.zero, -0), String(v.big), 'none' in v && v.none === undefined, String(v.re), v.$);
		const blob = await done(any.get([1, 'blob'])), file = await done(any.get(new Uint8Array([9])));
		log(await blob.text(), blob.type, file.name, file.type, file.lastModified, await file.text());
		log(await done(db.transaction('anything').objectStore('anything').count()));
		end();
	})();`), preview.Seed{}, kept)
	equal(t, logged(second, "log"), "2",
		`[{"title":"n1","tags":["all","odd"],"id":1},{"title":"n2","tags":["all","even"],"id":2},{"title":"n3","tags":["all","odd"],"id":3},{"title":"n4","tags":["all","even"],"id":4}]`,
		"[1,3] 4", "[3,4]", "[4,3,2,1] 6", `true true {"deep":true}`,
		`86400000 ["1","NaN"] [2,255] true 12 true /a+/gi dollar`, "hello text/plain a.txt text/csv 7 file", "4")
	kept = keep(t, kept, second)

	third := runWith(t, page(idbHelpers+`(async () => {
		const db = await open('notes', 3, (db, tx) => { db.deleteObjectStore('anything'); tx.objectStore('notes').name = 'pages'; tx.objectStore('pages').createIndex('later', 'id'); });
		log(await done(db.transaction('pages').objectStore('pages').getAll()));
		const other = await open('other', 1, (db) => db.createObjectStore('s')); other.close();
		await done(indexedDB.deleteDatabase('other'));
		log(await indexedDB.databases());
		end();
	})();`), preview.Seed{}, kept)
	equal(t, logged(third, "log"), `[{"title":"n2","tags":["all","even"],"id":2},{"title":"n3","tags":["all","odd"],"id":3},{"title":"four","tags":["all","even"],"id":4},{"title":"next","tags":[],"id":6}]`,
		`[{"name":"notes","version":3}]`)
	kept = keep(t, kept, third)
	for key := range kept {
		if !strings.HasPrefix(key, `["notes"]`) && !strings.HasPrefix(key, `["notes","pages"`) {
			t.Errorf("%s is kept still", key)
		}
	}
}

func TestIndexedDBLimit(t *testing.T) {
	told := runWith(t, page(idbHelpers+`(async () => {
		const db = await open('big', 1, (db) => db.createObjectStore('s'));
		const put = async (key, size) => { const tx = db.transaction('s', 'readwrite'); const r = tx.objectStore('s').put(new Uint8Array(size), key); r.onerror = () => log(r.error.name, r.error.message); try { await over(tx); log('kept', key); } catch (e) { log('not kept', key, e.name); } };
		await put('a', 20 * 1024 * 1024); await put('b', 20 * 1024 * 1024); await put('a', 5);
		log(await done(db.transaction('s').objectStore('s').getAllKeys()));
		end();
	})();`), preview.Seed{}, map[string]string{})
	equal(t, logged(told, "log"), "kept a", "QuotaExceededError An app may keep 50 MB in IndexedDB, and this would be more.", "not kept b QuotaExceededError", "kept a", `["a"]`)
}

func library(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile("indexeddb/node_modules/" + path)
	if err != nil {
		t.Skipf("%v; npm ci --prefix backend/preview/indexeddb brings it", err)
	}
	return "<script>" + strings.ReplaceAll(string(text), "</script", `<\/script`) + "</script>"
}

func TestIndexedDBLibraries(t *testing.T) {
	document := "<!doctype html><html><head>" + library(t, "dexie/dist/dexie.min.js") + library(t, "idb/build/umd.js") + library(t, "localforage/dist/localforage.min.js") + `</head><body><script>` + idbHelpers + `(async () => {
		const db = new Dexie('friends'); db.version(1).stores({friends: '++id, name, age, *tags'});
		if (!(await db.friends.count())) await db.friends.bulkAdd([{name: 'Ada', age: 36, tags: ['x']}, {name: 'Bob', age: 50, tags: ['x', 'y']}, {name: 'Cy', age: 20, tags: []}]);
		log((await db.friends.where('age').above(30).sortBy('name')).map((f) => f.name), await db.friends.where('tags').equals('x').count());
		await db.transaction('rw', db.friends, async () => { const ada = await db.friends.get({name: 'Ada'}); await db.friends.update(ada.id, {age: ada.age + 1}); });
		try { await db.transaction('rw', db.friends, async () => { await db.friends.add({name: 'Lost'}); throw new Error('no'); }); } catch (e) { log(e.message); }
		log((await db.friends.orderBy('name').reverse().toArray()).map((f) => f.name + f.age));
		const own = await idb.openDB('own', 1, {upgrade: (d) => d.createObjectStore('kv')});
		await own.put('kv', ((await own.get('kv', 'n')) || 0) + 1, 'n'); log(await own.get('kv', 'n'));
		const tx = own.transaction('kv', 'readwrite'); for (let i = 0; i < 3; i++) await tx.store.put(i, 'k' + i); await tx.done;
		let sum = 0; for await (const cursor of own.transaction('kv').store) sum += cursor.value; log(sum);
		localforage.config({driver: localforage.INDEXEDDB});
		await localforage.setItem('list', [...((await localforage.getItem('list')) || []), 'one']); log(await localforage.getItem('list'), localforage.driver());
		end();
	})();</script></body></html>`
	first := runWith(t, document, preview.Seed{}, map[string]string{})
	equal(t, logged(first, "log"), `["Ada","Bob"] 2`, "no", `["Cy20","Bob50","Ada37"]`, "1", "4", `["one"] asyncStorage`)
	second := runWith(t, document, preview.Seed{}, keep(t, map[string]string{}, first))
	equal(t, logged(second, "log"), `["Ada","Bob"] 2`, "no", `["Cy20","Bob50","Ada38"]`, "2", "5", `["one","one"] asyncStorage`)
}
