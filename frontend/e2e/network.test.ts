import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Frame, Locator, Page } from 'playwright-core';
import { ask, becomes, inApp, see, seeNot } from './stage/person';
import { Hosts } from './stage/hosts';
import { violations } from './stage/look';
import { Whittle } from './stage/whittle';

let hosts: Hosts;
let whittle: Whittle;
let page: Page;
let appID: string;

const html = (body: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Reach</title></head><body><h1>Reach</h1>${body}</body></html>`;

async function make(name: string, body: string, files = ''): Promise<void> {
  whittle.gate.say(`An app.\n\n<app name="${name}" template="html"/>\n\n<file path="index.html">\n${html(body)}\n</file>\n\n${files}<done/>\n`);
  page = await whittle.visit({ ignoreHTTPSErrors: true });
  await ask(page, `An app called ${name}`);
  // An app that asks at once asks beside its chat too, and nothing else takes a click then.
  const href = await page.getByRole('link', { name: 'Open without the chat' }).getAttribute('href');
  await page.evaluate((to) => (location.href = to), href ?? '');
  await page.waitForURL(/#\/apps\/[^/]+$/);
  await see(inApp(page).getByRole('heading', { name: 'Reach' }));
  appID = /apps\/([^/]+)/.exec(page.url())?.[1] ?? '';
}

beforeAll(async () => {
  hosts = await Hosts.start();
  whittle = await Whittle.start({ certificate: hosts.certificate });
  const file = (path: string, text: string) => `<file path="${path}">\n${text}\n</file>\n\n`;
  await make('Reacher', `<script>const load = (name) => fetch('data/' + name + '.json'); const notes = 'b.csv', threads = typeof Worker;</script>`, file('data/a.json', '{"a":1}') + file('public/b.csv', 'a,b'));
});
afterEach(({ task }) => {
  const others = whittle.errors.splice(0).filter((text) => !text.includes('Content Security Policy')); // those are what is tested
  whittle.errors.push(...others);
  return whittle.check(task);
});
afterAll(async () => {
  await whittle.close();
  await hosts.close();
});

const frame = (): Frame => page.frames().filter((f) => f !== page.mainFrame() && !f.isDetached()).at(-1)!;
const sheet = (host: string) => page.getByRole('alertdialog', { name: `wants to reach ${host}`, exact: false });
const near = (host: string) => sheet(`${host} in your own network`);

/** The sheet answers nothing in its first half second, so that nobody says yes by accident. */
async function choose(host: string | Locator, button: 'Allow this host' | 'Not now'): Promise<void> {
  const asked = typeof host === 'string' ? page.getByRole('alertdialog', { name: new RegExp(`wants to reach ${host.replaceAll('.', '\\.')}$`) }) : host;
  await see(asked);
  await expect
    .poll(async () => {
      await asked.getByRole('button', { name: button }).click({ timeout: 200 }).catch(() => undefined);
      return asked.isVisible();
    })
    .toBe(false);
}

/** Runs code in the app; `it` is what the code gets. */
const run = <T>(code: string, it?: unknown): Promise<T> => frame().evaluate(`(async (it) => { ${code} })(${JSON.stringify(it)})`) as Promise<T>;

const grant = (name: string, state: 'ask' | 'allowed' | 'denied') => whittle.api('PUT', `/apps/${appID}/grants`, { name, state });
const grants = async () => (await whittle.api<{ items: { name: string; state: string }[] }>('GET', `/apps/${appID}/grants`)).items;
const named = (address: string) => address.replace('https://', '');

describe('asking', () => {
  test('the first request asks the person, and requests that wait share the answer', async () => {
    const api = hosts.https('ask.example.com');
    const both = run<unknown[]>(`return Promise.all([1, 2].map(async (q) => (await (await fetch(it + '/json?q=' + q)).json()).q))`, api);
    await see(sheet(named(api)).getByText('GET /json', { exact: false }));
    expect(hosts.of('ask.example.com')).toEqual([]);
    await page.keyboard.press('Enter');
    await see(sheet(named(api)));
    await choose(named(api), 'Allow this host');
    expect(await both).toEqual(['1', '2']);
    await seeNot(page.getByRole('alertdialog'));
    expect(await run(`const r = await fetch(it + '/json?q=3', {mode: 'no-cors'}); return [r.status, r.ok, r.type, r.url, (await r.clone().json()).q]`, api)).toEqual([200, true, 'basic', `${api}/json?q=3`, '3']);
    expect(await grants()).toContainEqual(expect.objectContaining({ name: `host:${named(api)}`, state: 'allowed' }));
  });

  test('no is kept and said in words, and can be taken back', async () => {
    const api = hosts.https('no.example.com');
    const attempt = () => run<string>(`return fetch(it + '/json').then((r) => 'got ' + r.status, (e) => e.name + ': ' + e.message)`, api);
    const first = attempt();
    await choose(named(api), 'Not now');
    const words = `TypeError: Reacher tried to reach ${named(api)} and you said no. Change it under What it may do.`;
    expect(await first).toBe(words);
    expect(await attempt()).toBe(words);
    expect(hosts.of('no.example.com')).toEqual([]);
    await grant(`host:${named(api)}`, 'allowed');
    expect(await attempt()).toBe('got 200');
  });

  test('Esc means not now, and another host stays closed', async () => {
    const api = hosts.https('esc.example.com');
    const attempt = run<string>(`return fetch(it).catch((e) => e.name)`, api);
    await see(sheet(named(api)));
    await page.keyboard.press('Escape');
    expect(await attempt).toBe('TypeError');
    expect(hosts.of('esc.example.com')).toEqual([]);
  });

  test('an address of this computer is asked for in other words', async () => {
    const attempt = run<string>(`return fetch('http://localhost:1234/').catch((e) => e.message)`);
    await see(near('localhost:1234').getByText('this computer or one in your own network', { exact: false }));
    await choose(near('localhost:1234'), 'Not now');
    expect(await attempt).toContain('you said no');
    const inside = run<string>(`return fetch('https://nas.private.test/').catch((e) => e.message)`);
    await choose('nas.private.test', 'Allow this host');
    await choose(near('nas.private.test'), 'Not now');
    expect(await inside).toContain('you said no');
  });

  test('a redirect to another host asks for that one', async () => {
    const [from, to] = [hosts.https('from.example.com'), hosts.https('to.example.com')];
    await grant(`host:${named(from)}`, 'allowed');
    const attempt = run(`const r = await fetch(it.from + '/to?at=' + encodeURIComponent(it.to + '/json?q=there')); return [r.redirected, r.url, (await r.json()).q]`, { from, to });
    await choose(named(to), 'Allow this host');
    expect(await attempt).toEqual([true, `${to}/json?q=there`, 'there']);
    expect(hosts.of('from.example.com')).toHaveLength(1);
  });
});

describe('requests', () => {
  let api: string;
  beforeEach(async () => {
    api = hosts.https('api.example.com');
    await grant(`host:${named(api)}`, 'allowed');
  });

  test('a body of any kind arrives', async () => {
    const echoed = (body: string, type = '') => run(`const r = await fetch(it + '/echo', {method: 'POST', body: ${body}, headers: {'X-Own': 'yes'${type}}}); return r.json()`, api);
    expect(await echoed(`JSON.stringify({a: 1})`, `, 'Content-Type': 'application/json'`)).toMatchObject({ method: 'POST', type: 'application/json', body: '{"a":1}', own: 'yes', cookie: '', origin: '' });
    expect(await echoed(`new URLSearchParams({a: 'b c'})`)).toMatchObject({ type: 'application/x-www-form-urlencoded;charset=UTF-8', body: 'a=b+c' });
    expect(await echoed(`new Blob(['blob'], {type: 'text/x'})`)).toMatchObject({ type: 'text/x', body: 'blob' });
    expect(await echoed(`new Uint8Array([104, 105])`)).toMatchObject({ body: 'hi' });
    expect(await echoed(`new Blob(['streamed']).stream()`)).toMatchObject({ body: 'streamed' });
    const form = await echoed(`(() => { const f = new FormData(); f.append('name', new File(['text'], 'a.txt', {type: 'text/plain'})); return f; })()`);
    const { type: formType, body: formBody } = form as { type: string; body: string };
    expect(formBody.startsWith(`--${formType.split('boundary=')[1]}\r\n`)).toBe(true);
    expect(form).toMatchObject({ type: expect.stringMatching(/^multipart\/form-data; boundary=/) as string, body: expect.stringContaining('filename="a.txt"') as string });
  });

  test('what is not well is told as it is', async () => {
    for (const code of [404, 500]) {
      expect(await run(`const r = await fetch(it + '/status/${code}'); return [r.ok, r.status, await r.text()]`, api)).toEqual([false, code, `status ${code}`]);
    }
    expect(await run(`return (await fetch(it + '/status/204')).body`, api)).toBeNull();
    await grant('host:nobody.invalid', 'allowed');
    expect(await run(`return fetch('https://nobody.invalid/').catch((e) => e.name + ': ' + e.message)`)).toBe('TypeError: nobody.invalid could not be found. Its name may be wrong, or this computer is offline.');
  });

  test('bytes and big files come whole', async () => {
    expect(await run(`const b = new Uint8Array(await (await fetch(it + '/bytes?size=1000')).arrayBuffer()); return [b.length, b.every((v, i) => v === i % 256)]`, api)).toEqual([1000, true]);
    expect(await run(`return (await (await fetch(it + '/bytes?size=20000000')).blob()).size`, api)).toBe(20_000_000);
    expect(await run(`return fetch(it + '/bytes?size=50000001').then((r) => r.blob()).then(() => 'came', (e) => e.message)`, api)).toContain('larger than 50 MB');
  });

  test('a response streams, and ends where the app ends it', async () => {
    expect(await run(`window.reader = (await fetch(it + '/stream')).body.getReader(); return new TextDecoder().decode((await reader.read()).value)`, api)).toBe('word0 ');
    const second = run(`return new TextDecoder().decode((await reader.read()).value)`);
    await hosts.step();
    expect(await second).toBe('word1 ');
    await run(`await reader.cancel()`);
    await becomes(async () => hosts.heard.filter((h) => h.event === 'closed').length, 1);
    expect(await run(`window.stop = new AbortController(); window.late = fetch(it + '/stream', {signal: stop.signal}).then((r) => r.text()).catch((e) => e.name); setTimeout(() => stop.abort()); return late`, api)).toBe('AbortError');
  });

  test('XMLHttpRequest is there as libraries need it', async () => {
    const xhr = (setup: string, path: string) =>
      run(`return new Promise((resolve) => { const x = new XMLHttpRequest(); const events = []; for (const t of ['loadstart','load','error','timeout','loadend']) x['on' + t] = () => events.push(t);
        x.addEventListener('loadend', () => resolve([x.readyState, x.status, x.response instanceof ArrayBuffer ? x.response.byteLength : x.response, x.getResponseHeader('content-type'), events.join(' ')])); ${setup} })`, api + path);
    expect(await xhr(`x.open('GET', it); x.send()`, '/status/200')).toEqual([4, 200, 'status 200', expect.stringContaining('text/plain'), 'loadstart load loadend']);
    expect(await xhr(`x.open('POST', it); x.responseType = 'json'; x.setRequestHeader('X-Own', 'x'); x.send('body')`, '/echo')).toEqual([4, 200, expect.objectContaining({ own: 'x', body: 'body' }), 'application/json', 'loadstart load loadend']);
    expect(await xhr(`x.open('GET', it); x.responseType = 'arraybuffer'; x.send()`, '/bytes?size=77')).toEqual([4, 200, 77, 'application/octet-stream', 'loadstart load loadend']);
    expect(await xhr(`x.open('GET', it); x.timeout = 1; x.send()`, '/stream')).toEqual([4, 0, '', null, 'loadstart timeout loadend']);
    expect(await run(`const x = new XMLHttpRequest(); x.open('GET', it, false); try { x.send(); return 'sent'; } catch (e) { return e.name; }`, api)).toBe('NetworkError');
  });

  test('EventSource hears, a socket is refused in words, a beacon arrives', async () => {
    const heard = await run(`const s = new EventSource(it + '/events'); const heard = []; await new Promise((resolve) => { s.onmessage = (e) => heard.push(e.data, e.lastEventId); s.addEventListener('named', (e) => { heard.push(e.data); resolve(); }); }); s.close(); return heard`, api);
    expect(heard).toEqual(['one\ntwo', '7', 'three']);
    expect(await run(`const w = new WebSocket('wss://api.example.com/'); return new Promise((resolve) => { let e = 0; w.onerror = () => e++; w.onclose = (c) => resolve([e, c.code, w.readyState]); })`)).toEqual([1, 1006, 3]);
    expect(await run(`return navigator.sendBeacon(it + '/echo?beacon', 'x')`, api)).toBe(true);
    await becomes(async () => hosts.of('api.example.com').includes('POST /echo?beacon'), true);
  });

  test('a worker reaches what its page may reach', async () => {
    const worker = `const text = "onmessage = async ({data}) => { const r = await fetch(data); const x = new XMLHttpRequest(); x.open('GET', data); x.onload = () => r.json().then((v) => postMessage([v.q, x.status])); x.send(); }";
      const w = new Worker(URL.createObjectURL(new Blob([text])), it.options); w.postMessage(it.url);
      return new Promise((resolve) => { w.onmessage = (e) => resolve(e.data); w.onerror = (e) => resolve(e.message); })`;
    for (const options of [{}, { type: 'module' }]) expect(await run(worker, { url: `${api}/json?q=w`, options })).toEqual(['w', 200]);
  });

  test('there is no WebRTC, in frames of the page neither', async () => {
    const app = frame();
    expect(await run(`return [typeof RTCPeerConnection]`)).toEqual(['undefined']);
    const probe = '<script>parent.postMessage([typeof RTCPeerConnection], "*")<\\/script>';
    const deep = '<body><script>onmessage = (e) => parent.postMessage(e.data, "*"); const f = document.createElement("iframe"); f.srcdoc = "<script>parent.postMessage([typeof RTCPeerConnection], \\\'*\\\')<\\/scr" + "ipt>"; document.body.append(f)<\\/script>';
    const told = (how: string) => app.evaluate(`(async () => { const told = new Promise((resolve) => addEventListener('message', (e) => resolve(e.data), {once: true})); ${how}; return told; })()`);
    expect(await told(`const f = document.createElement('iframe'); f.srcdoc = '${probe}'; document.body.append(f)`)).toEqual(['undefined']);
    expect(await told(`const d = document.createElement('div'); document.body.append(d); const f = document.createElement('iframe'); f.setAttribute('srcdoc', '${probe}'); d.innerHTML = f.outerHTML`)).toEqual(['undefined']);
    expect(await told(`const f = document.createElement('iframe'); f.srcdoc = '${deep}'; document.body.append(f)`)).toEqual(['undefined']);
    expect(await app.evaluate(`(() => { const f = document.createElement('iframe'); document.body.append(f); try { return typeof window[window.length - 1].RTCPeerConnection; } catch (e) { return e.name; } })()`)).toBe('SecurityError');
    await app.evaluate(() => document.querySelectorAll('iframe').forEach((inner) => inner.remove()));
  });

  test('what is near stays near', async () => {
    expect(await run(`return (await fetch('data:text/plain,hi')).text()`)).toBe('hi');
    expect(await run(`return (await fetch(URL.createObjectURL(new Blob(['blob'])))).text()`)).toBe('blob');
    expect(await run(`return fetch('missing.json').catch((e) => e.message)`)).toContain('missing.json is not among the app’s files'.replace('’', "'"));
    expect(await run(`return fetch('/api/state').catch((e) => e.name)`)).toBe('TypeError');
    expect(await run(`const x = new XMLHttpRequest(); x.open('GET', './data/a.json', false); x.send(); return [(await (await fetch('./data/a.json?v=1')).json()).a, x.responseText, await (await fetch('/b.csv')).text()]`)).toEqual([1, '{"a":1}\n', 'a,b\n']);
  });
});

test('axios and d3 from the pack read as they do elsewhere', async () => {
  const api = hosts.https('libraries.example.com');
  const script = `import axios from 'axios'; import * as d3 from 'd3'; window.axios = axios; window.d3 = d3;`;
  await make('Libraries', `<script type="module">${script}</script>`);
  await grant(`host:${named(api)}`, 'allowed');
  expect(await run(`const r = await axios.get(it + '/json', {params: {q: 'a b'}}); return [r.status, r.data.q, r.headers['content-type']]`, api)).toEqual([200, 'a b', 'application/json']);
  expect(await run(`const r = await axios.post(it + '/echo', {a: 1}); return [r.data.type, r.data.body]`, api)).toEqual(['application/json', '{"a":1}']);
  expect(await run(`return axios.get(it + '/status/404').catch((e) => [e.response.status, e.message])`, api)).toEqual([404, 'Request failed with status code 404']);
  await grant('host:gone.invalid', 'denied');
  expect(await run(`return axios.get('https://gone.invalid/').catch((e) => e.code)`)).toBe('ERR_NETWORK');
  expect(await run(`return (await d3.json(it + '/json?q=d3')).q`, api)).toBe('d3');
});

describe('pictures', () => {
  test('a host is asked for once, and its pictures come without a new page', async () => {
    const img = hosts.https('img.example.com');
    await make('Painter', `<img id="a" src="${img}/picture.png?a"><img id="b" src="${img}/picture.png?b"><div id="c" style="background:url(${img}/picture.png?c)">c</div><script>window.failed = 0; for (const i of document.images) i.onerror = () => failed++; window.mark = Math.random();</script>`);
    await see(sheet(named(img)));
    expect(hosts.of('img.example.com')).toEqual([]);
    const mark = await run('return window.mark');
    await choose(named(img), 'Allow this host');
    await becomes(() => run<number[]>(`return [...document.images].map((i) => i.naturalWidth)`), [12, 12]);
    await becomes(() => run<boolean>(`return document.getElementById('c').style.background.includes('blob:')`), true);
    expect(await run(`return new Promise((resolve) => { const i = new Image(); i.onload = () => resolve(i.src); i.onerror = () => resolve('error'); i.src = it + '/picture.png?d'; })`, img)).toBe(`${img}/picture.png?d`);
    expect(await run('return [window.mark, window.failed]')).toEqual([mark, 0]);
    await page.keyboard.press('Control+r');
    await expect.poll(() => run('return window.mark').catch(() => mark)).not.toBe(mark);
    await becomes(() => run<string[]>(`return [...document.images].map((i) => i.naturalWidth + i.currentSrc.slice(0, 8))`), ['12https://', '12https://']);
    expect(await run(`return (await fetch(it + '/json')).status`, img)).toBe(200);
  });

  test('a picture of another host is a question too, never a way out', async () => {
    const beacon = hosts.https('beacon.example.com');
    const attempt = run<string>(`return new Promise((resolve) => { const i = new Image(); i.onload = () => resolve('load'); i.onerror = () => resolve('error'); i.src = it + '/picture.png?secret'; })`, beacon);
    await choose(named(beacon), 'Not now');
    expect(await attempt).toBe('error');
    await run(`document.body.insertAdjacentHTML('beforeend', '<img src="' + it + '/picture.png?secret2"><link rel="stylesheet" href="' + it + '/style.css"><video src="' + it + '/v.mp4"></video>'); const l = document.createElement('link'); l.rel = 'preload'; l.as = 'image'; l.href = it + '/picture.png?p'; document.head.append(l); await new Promise((r) => setTimeout(r, 300))`, beacon);
    expect(hosts.of('beacon.example.com')).toEqual([]);
  });
});

test('what it may do is seen and changed in the bar above the app', async () => {
  const api = hosts.https('list.example.com');
  await make('Lister', `<script>const far = '${api}/json';</script>`);
  const attempt = () => run<string>(`return fetch(it + '/json').then((r) => 'got ' + r.status, (e) => e.message)`, api);
  const first = attempt();
  await choose(named(api), 'Not now');
  expect(await first).toContain('you said no');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'What it may do' }).click();
  const dialog = page.getByRole('dialog', { name: 'What Lister may do' });
  await see(dialog.getByText('You said no.'));
  await dialog.getByRole('switch', { name: `Reach ${named(api)}` }).click();
  await see(dialog.getByText('1 request since Whittle started', { exact: false }).or(dialog.getByText('Not used since Whittle started.')));
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await attempt()).toBe('got 200');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'What it may do' }).click();
  await dialog.getByRole('button', { name: `Ask me again: Reach ${named(api)}` }).click();
  await see(dialog.getByText('It has not asked for anything yet.'));
  await run('window.old = true');
  await page.keyboard.press('Escape'); // what was taken back holds for its pictures too, so the app opens anew
  await becomes(() => run('return window.old ?? false').catch(() => true), false);
  const again = attempt();
  await see(sheet(named(api)));
  expect(await violations(page)).toEqual([]);
  await choose(named(api), 'Allow this host');
  expect(await again).toBe('got 200');
});

test('leading the frame away connects to nobody', async () => {
  let connections = 0;
  const listener = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  listener.listen(0, '127.0.0.2');
  await once(listener, 'listening');
  const port = (listener.address() as AddressInfo).port;
  await make('Leader', '');
  for (const [name, how] of Object.entries({
    a: `location = it`,
    b: `location.assign(it)`,
    c: `document.head.insertAdjacentHTML('beforeend', '<meta http-equiv="refresh" content="0;url=' + it + '">')`,
    d: `const f = document.createElement('iframe'); f.src = it; document.body.append(f)`,
  })) {
    const address = `https://${name}.lead.example.org:${port}/secret`;
    await run(`setTimeout(() => { ${how} })`, address).catch(() => undefined);
    const no = page.getByRole('alertdialog').getByRole('button', { name: 'No', exact: true });
    if (name !== 'd') {
      await see(no);
      await no.click();
    }
    await see(inApp(page).getByRole('heading', { name: 'Reach' }));
  }
  await whittle.api('GET', '/state');
  expect(connections).toBe(0);
  listener.close();
});
