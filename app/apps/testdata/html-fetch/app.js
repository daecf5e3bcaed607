async function main() {
  const res = await fetch('./data/countries.json');
  if (!res.ok) throw new Error('HTTP ' + res.status);
  const all = await res.json();
  const csv = await (await fetch('data/extra.csv')).text();
  csv.trim().split('\n').slice(1).forEach(line => { const [name, capital] = line.split(','); all.push({ name, capital }); });
  const x = new XMLHttpRequest();
  x.open('GET', 'data/countries.json');
  x.responseType = 'json';
  x.onload = () => document.title = 'XHR ' + x.response.length;
  x.send();
  const show = q => document.getElementById('list').innerHTML = all.filter(c => c.name.toLowerCase().includes(q)).map(c => `<li>${c.name}: ${c.capital}</li>`).join('');
  document.getElementById('q').oninput = e => show(e.target.value.toLowerCase());
  show('');
  fetch('https://api.example.com/v1/rates').then(r => r.json()).catch(() => { document.getElementById('err').textContent = 'Live rates are not available'; });
}
main();
