// Colours as {l, c, h} in OKLCH, where equal steps look equal (Björn Ottosson, "A perceptual color space", 2020).

const toGamma = x => (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055);
const fromGamma = x => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);

// Linear red, green and blue; outside 0 to 1 where a screen cannot show the colour.
function linearOf({ l, c, h }) {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const [x, y, z] = [l + 0.3963377774 * a + 0.2158037573 * b, l - 0.1055613458 * a - 0.0638541728 * b, l - 0.0894841775 * a - 1.291485548 * b].map(v => v ** 3);
  return [4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z, -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z, -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z];
}

// The nearest colour of the same lightness and hue that a screen can show, as #rrggbb.
function hexOf(color) {
  let { c } = color;
  const fits = rgb => rgb.every(v => v >= -0.0005 && v <= 1.0005);
  while (c > 0 && !fits(linearOf({ ...color, c }))) c -= 0.002;
  const rgb = linearOf({ ...color, c: Math.max(0, c) });
  return `#${rgb.map(v => Math.round(255 * toGamma(Math.min(1, Math.max(0, v)))).toString(16).padStart(2, '0')).join('')}`;
}

const rgbOf = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));

function colorOf(hex) {
  const [r, g, b] = rgbOf(hex).map(v => fromGamma(v / 255));
  const [x, y, z] = [0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b, 0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b, 0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b].map(Math.cbrt);
  const l = 0.2104542553 * x + 0.793617785 * y - 0.0040720468 * z;
  const a = 1.9779984951 * x - 2.428592205 * y + 0.4505937099 * z;
  const bb = 0.0259040371 * x + 0.7827717662 * y - 0.808675766 * z;
  return { l, c: Math.hypot(a, bb), h: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360 };
}

// Reads #a1b, a1b2c3 and rgb(1, 2, 3). Null when it is no colour.
function readHex(text) {
  const plain = text.trim().toLowerCase();
  const numbers = /^rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)$/.exec(plain);
  if (numbers) return numbers.slice(1).every(v => v <= 255) ? `#${numbers.slice(1).map(v => Number(v).toString(16).padStart(2, '0')).join('')}` : null;
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(plain)?.[1];
  if (!digits) return null;
  return `#${digits.length === 3 ? [...digits].map(digit => digit + digit).join('') : digits}`;
}

// WCAG 2.2, relative luminance and contrast ratio.
const luminance = hex => rgbOf(hex).map(v => fromGamma(v / 255)).reduce((sum, v, index) => sum + v * [0.2126, 0.7152, 0.0722][index], 0);
function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}
const inkOn = hex => (contrast(hex, '#ffffff') >= contrast(hex, '#000000') ? '#ffffff' : '#000000');

const hueNames = [[12, 'pink'], [33, 'red'], [50, 'coral'], [80, 'orange'], [112, 'yellow'], [132, 'lime'], [160, 'green'], [185, 'sea green'], [215, 'teal'], [248, 'sky blue'], [278, 'blue'], [300, 'violet'], [335, 'purple'], [361, 'pink']];

// A plain name such as "deep teal", so that colours can be told apart without seeing them.
function nameOf(hex) {
  const { l, c, h } = colorOf(hex);
  const hue = hueNames.find(([end]) => h < end)[1];
  if (c < 0.015) return l > 0.97 ? 'white' : l < 0.18 ? 'black' : l > 0.75 ? 'light grey' : l < 0.4 ? 'dark grey' : 'grey';
  if (c < 0.045) return l > 0.9 ? `white with ${hue}` : `${l < 0.4 ? 'dark ' : l > 0.72 ? 'light ' : ''}${hue} grey`;
  const tone = l > 0.86 ? 'pale' : l > 0.72 ? 'light' : l < 0.34 ? 'dark' : l < 0.5 ? 'deep' : '';
  return `${tone} ${hue}`.trim();
}

// Hue steps from the first colour to each of the five.
const harmonies = {
  Neighbours: [0, 24, -24, 48, 10],
  Opposites: [0, 12, 180, 192, -12],
  Triad: [0, 120, 240, 8, 128],
  'Split opposite': [0, 150, 210, 14, 158],
  'One hue': [0, 3, -3, 6, -6],
};

// Five colours with a light, a dark and a strong one among them; the first hue is any.
function invent(kind, hue = Math.random() * 360) {
  const around = (middle, spread) => middle + (Math.random() - 0.5) * spread;
  const lightness = [around(0.55, 0.12), around(0.74, 0.1), around(0.62, 0.14), around(0.93, 0.05), around(0.3, 0.08)];
  const chroma = [around(0.15, 0.06), around(0.11, 0.06), around(0.14, 0.07), around(0.035, 0.03), around(0.06, 0.04)];
  return harmonies[kind].map((step, index) => hexOf({ l: lightness[index], c: Math.max(0.01, chroma[index]), h: (hue + around(step, 10) + 720) % 360 }));
}

// Nine steps of one hue from light to dark.
function ramp(hex) {
  const { c, h } = colorOf(hex);
  return [0.97, 0.92, 0.85, 0.75, 0.65, 0.55, 0.45, 0.35, 0.25].map(l => hexOf({ l, c: c * (1 - Math.abs(l - 0.6) * 1.1), h }));
}

// The five colours that a picture is best told with: k-means over its points, largest first.
function fromPixels(data) {
  const points = [];
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] < 128) continue;
    const { l, c, h } = colorOf(`#${[0, 1, 2].map(part => data[at + part].toString(16).padStart(2, '0')).join('')}`);
    points.push([l, c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)]);
  }
  if (points.length < 5) return null;
  const distance = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  const nearest = (point, centers) => centers.reduce((best, center, index) => (distance(point, center) < distance(point, centers[best]) ? index : best), 0);
  let centers = [points[0]];
  while (centers.length < 5) centers.push(points.reduce((far, point) => (distance(point, centers[nearest(point, centers)]) > distance(far, centers[nearest(far, centers)]) ? point : far)));
  let groups = [];
  for (let round = 0; round < 12; round += 1) {
    groups = centers.map(() => []);
    for (const point of points) groups[nearest(point, centers)].push(point);
    centers = centers.map((center, index) => (groups[index].length ? [0, 1, 2].map(part => groups[index].reduce((sum, point) => sum + point[part], 0) / groups[index].length) : center));
  }
  return centers
    .map((center, index) => ({ center, size: groups[index].length }))
    .sort((a, b) => b.size - a.size)
    .map(({ center: [l, a, b] }) => hexOf({ l, c: Math.hypot(a, b), h: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360 }));
}
