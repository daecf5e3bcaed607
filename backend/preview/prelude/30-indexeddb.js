// when: indexedDB
if (framed && isOpaque) {
  const kept = packedIndexedDB.names({
    load: async () => (await call('records.load', {})).records,
    write: (patches) => call('records.write', { patches }),
    warn: (text) => console.warn(text),
    quota: 50 * 1024 * 1024,
  });
  for (const name of keysOf(kept)) define(window, name, { value: kept[name], writable: true });
}
