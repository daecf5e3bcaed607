// What a hostile page tries in every realm it gets hold of. With var, so that it can run twice in one.
var messages = [
  'C{"name":"main.Shell.OpenExternal","args":["https://breach.example/"],"callbackID":"main.Shell.OpenExternal-1"}',
  'C{"name":"main.Shell.Boot","args":[],"callbackID":"main.Shell.Boot-1"}',
  'WTbreach', 'BO:https://breach.example/', 'EE{"name":"whittle","data":[]}', 'LFbreach', 'Q',
];
var ways = [
  ['webkit', (w, m) => w.webkit.messageHandlers.external.postMessage(m)],
  ['canary', (w, m) => w.webkit.messageHandlers.canary.postMessage('breach')],
  ['WailsInvoke', (w, m) => w.WailsInvoke(m)],
  ['chrome', (w, m) => w.chrome.webview.postMessage(m)],
  ['bound', w => w.go.main.Shell.OpenExternal('https://breach.example/')],
  ['runtime', w => w.runtime.Quit()],
];
function report(where, found) {
  (self.top || self).postMessage({ attack: [where, ...found].join(' ') }, '*');
}
function fire(where, w) {
  const found = [];
  for (const target of new Set([w, w.parent, w.top, w.opener])) {
    if (!target) continue;
    for (const [name, send] of ways) for (const m of messages) {
      try { send(target, m); if (!found.includes(name)) found.push(name); } catch { /* closed, as it should be */ }
    }
  }
  report(where, found);
}
// A document that fires, for realms that are made from text. It holds this whole script.
function armed(where) {
  return '<!doctype html><script>' + document.getElementById('attack').textContent + ';fire(' + JSON.stringify(where) + ', window)<' + '/script>';
}
function frame(set) {
  const f = document.createElement('iframe');
  set(f);
  document.documentElement.append(f);
  return f;
}
function attempt(where, act) {
  try { act(); } catch (e) { report(where, ['threw', e.name]); }
}
// The end of a page's tries: what has not happened by then was stopped.
function done() { setTimeout(() => report('done', []), 400); }
