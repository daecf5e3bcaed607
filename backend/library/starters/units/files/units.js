// Every unit says how to get to its category's base unit and back. Sources: SI Brochure, NIST SP 811.

const linear = factor => ({ toBase: value => value * factor, fromBase: base => base / factor });

// A line is: name, symbol, factor (or functions), other names.
const unit = (name, symbol, scale, ...names) => ({ name, symbol, names, ...(typeof scale === 'number' ? linear(scale) : scale) });

const categories = [
  { name: 'Length', from: 'Metre', to: 'Foot', units: [
    unit('Millimetre', 'mm', 0.001, 'millimeter'), unit('Centimetre', 'cm', 0.01, 'centimeter'), unit('Metre', 'm', 1, 'meter'), unit('Kilometre', 'km', 1000, 'kilometer', 'k'),
    unit('Inch', 'in', 0.0254, 'inches', '"', '″'), unit('Foot', 'ft', 0.3048, 'feet', "'", '′'), unit('Yard', 'yd', 0.9144), unit('Mile', 'mi', 1609.344),
    unit('Nautical mile', 'nmi', 1852), unit('Light year', 'ly', 9.4607304725808e15),
  ] },
  { name: 'Mass', from: 'Kilogram', to: 'Pound', units: [
    unit('Milligram', 'mg', 1e-6), unit('Gram', 'g', 0.001, 'gramme'), unit('Kilogram', 'kg', 1, 'kilo'), unit('Tonne', 't', 1000, 'metric ton'),
    unit('Ounce', 'oz', 0.028349523125), unit('Pound', 'lb', 0.45359237, 'lbs'), unit('Stone', 'st', 6.35029318), unit('US ton', 'ton', 907.18474, 'short ton'), unit('Carat', 'ct', 0.0002),
  ] },
  { name: 'Temperature', from: 'Celsius', to: 'Fahrenheit', units: [
    unit('Celsius', '°C', { toBase: c => c + 273.15, fromBase: k => k - 273.15 }, 'c', 'centigrade', 'degrees celsius'),
    unit('Fahrenheit', '°F', { toBase: f => (f + 459.67) / 1.8, fromBase: k => k * 1.8 - 459.67 }, 'f', 'degrees fahrenheit'),
    unit('Kelvin', 'K', 1),
    unit('Gas mark', 'gas mark', { toBase: mark => (mark * 25 + 250 + 459.67) / 1.8, fromBase: k => (k * 1.8 - 459.67 - 250) / 25 }, 'gas'),
  ] },
  { name: 'Cooking', from: 'Cup', to: 'Millilitre', units: [
    unit('Millilitre', 'ml', 1e-6, 'milliliter'), unit('Centilitre', 'cl', 1e-5, 'centiliter'), unit('Decilitre', 'dl', 1e-4, 'deciliter'), unit('Litre', 'l', 0.001, 'liter'),
    unit('Teaspoon', 'tsp', 4.92892159375e-6), unit('Tablespoon', 'tbsp', 1.478676478125e-5), unit('Fluid ounce', 'fl oz', 2.95735295625e-5, 'floz'), unit('Cup', 'cup', 2.365882365e-4),
    unit('US pint', 'pt', 4.73176473e-4, 'pint'), unit('US gallon', 'gal', 0.003785411784, 'gallon'), unit('UK pint', 'UK pt', 5.6826125e-4, 'imperial pint'), unit('UK gallon', 'UK gal', 0.00454609, 'imperial gallon'),
  ] },
  { name: 'Area', from: 'Square metre', to: 'Square foot', units: [
    unit('Square centimetre', 'cm²', 1e-4, 'cm2', 'sq cm'), unit('Square metre', 'm²', 1, 'm2', 'sqm', 'sq m'), unit('Hectare', 'ha', 1e4), unit('Square kilometre', 'km²', 1e6, 'km2', 'sq km'),
    unit('Square inch', 'in²', 6.4516e-4, 'in2', 'sq in'), unit('Square foot', 'ft²', 0.09290304, 'ft2', 'sqft', 'sq ft', 'square feet'), unit('Acre', 'ac', 4046.8564224), unit('Square mile', 'mi²', 2589988.110336, 'mi2', 'sq mi'),
  ] },
  { name: 'Speed', from: 'Kilometre per hour', to: 'Knot', units: [
    unit('Metre per second', 'm/s', 1), unit('Kilometre per hour', 'km/h', 1 / 3.6, 'kmh', 'kph'), unit('Mile per hour', 'mph', 0.44704), unit('Knot', 'kn', 1852 / 3600, 'kt'), unit('Foot per second', 'ft/s', 0.3048, 'fps'),
  ] },
  { name: 'Time', from: 'Hour', to: 'Minute', units: [
    unit('Millisecond', 'ms', 0.001), unit('Second', 's', 1, 'sec'), unit('Minute', 'min', 60), unit('Hour', 'h', 3600, 'hr'), unit('Day', 'd', 86400), unit('Week', 'wk', 604800), unit('Year', 'yr', 31557600),
  ] },
  { name: 'Data', from: 'Gigabyte', to: 'Mebibyte', units: [
    unit('Bit', 'bit', 0.125), unit('Byte', 'B', 1), unit('Kilobyte', 'kB', 1e3), unit('Megabyte', 'MB', 1e6), unit('Gigabyte', 'GB', 1e9), unit('Terabyte', 'TB', 1e12),
    unit('Kibibyte', 'KiB', 1024), unit('Mebibyte', 'MiB', 1024 ** 2), unit('Gibibyte', 'GiB', 1024 ** 3), unit('Megabit', 'Mbit', 125e3, 'Mb'), unit('Gigabit', 'Gbit', 125e6, 'Gb'),
  ] },
  { name: 'Energy', from: 'Kilowatt hour', to: 'Megajoule', units: [
    unit('Joule', 'J', 1), unit('Kilojoule', 'kJ', 1e3), unit('Megajoule', 'MJ', 1e6), unit('Kilocalorie', 'kcal', 4184, 'calorie', 'cal'), unit('Watt hour', 'Wh', 3600), unit('Kilowatt hour', 'kWh', 3.6e6), unit('British thermal unit', 'BTU', 1055.05585262),
  ] },
  { name: 'Power', from: 'Kilowatt', to: 'Horsepower', units: [
    unit('Watt', 'W', 1), unit('Kilowatt', 'kW', 1e3), unit('Metric horsepower', 'PS', 735.49875), unit('Horsepower', 'hp', 745.6998715822702),
  ] },
  { name: 'Pressure', from: 'Bar', to: 'Pound per square inch', units: [
    unit('Pascal', 'Pa', 1), unit('Hectopascal', 'hPa', 100, 'mbar', 'millibar'), unit('Kilopascal', 'kPa', 1e3), unit('Bar', 'bar', 1e5), unit('Atmosphere', 'atm', 101325), unit('Millimetre of mercury', 'mmHg', 133.322387415, 'torr'), unit('Pound per square inch', 'psi', 6894.757293168),
  ] },
  { name: 'Fuel', from: 'Litres per 100 km', to: 'Miles per US gallon', units: [
    unit('Litres per 100 km', 'l/100km', { toBase: l => 100 / l, fromBase: kml => 100 / kml }, 'l/100 km'), unit('Kilometres per litre', 'km/l', 1, 'kml'),
    unit('Miles per US gallon', 'mpg', 1.609344 / 3.785411784), unit('Miles per UK gallon', 'UK mpg', 1.609344 / 4.54609),
  ] },
  { name: 'Angle', from: 'Degree', to: 'Radian', units: [
    unit('Degree', '°', Math.PI / 180, 'deg'), unit('Radian', 'rad', 1), unit('Gradian', 'gon', Math.PI / 200, 'grad'), unit('Turn', 'turn', 2 * Math.PI), unit('Arc minute', 'arcmin', Math.PI / 10800),
  ] },
];

const convert = (value, from, to) => to.fromBase(from.toBase(value));

const fractions = { '½': '1/2', '⅓': '1/3', '⅔': '2/3', '¼': '1/4', '¾': '3/4', '⅛': '1/8', '⅜': '3/8', '⅝': '5/8', '⅞': '7/8' };

// Reads 12, 12.5, 12,5, 1,234.5, 1 1/2, ½, 3e8 and -40. NaN when it is no number.
function readNumber(text) {
  const plain = text.trim().replace(/[½⅓⅔¼¾⅛⅜⅝⅞]/g, sign => ` ${fractions[sign]}`).replace(/[−–]/g, '-').replace(/[\u00a0\u202f'’_]/g, '').trim();
  const mixed = /^(-?)(?:(\d+)\s+)?(\d+)\s*\/\s*(\d+)$/.exec(plain);
  if (mixed) return (mixed[1] ? -1 : 1) * (Number(mixed[2] ?? 0) + Number(mixed[3]) / Number(mixed[4]));
  const dense = plain.replace(/(?<=\d) (?=\d{3}\b)/g, '');
  if (!/^[-+]?[\d.,]*\d[\d.,]*(e[-+]?\d+)?$/i.test(dense)) return NaN;
  const comma = dense.lastIndexOf(',');
  const point = dense.lastIndexOf('.');
  if (comma < 0) return Number(dense);
  const grouped = comma < point || (point < 0 && /^[-+]?[1-9]\d{0,2}(,\d{3})+$/.test(dense));
  return Number(grouped ? dense.replaceAll(',', '') : dense.replaceAll('.', '').replace(',', '.'));
}

function showNumber(value, digits) {
  if (!Number.isFinite(value)) return '';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 1e-6)) return value.toExponential(Math.min(digits, 10) - 1).replace(/\.?0+e/, 'e').replace('e+', 'e');
  return value.toLocaleString('en-GB', { maximumSignificantDigits: digits });
}

// Finds a unit by symbol as written, then by any name in any case, with or without a plural s.
function findUnit(word, within = categories) {
  const all = within.flatMap(category => category.units.map(one => ({ category, unit: one })));
  const text = word.trim();
  const lower = text.toLowerCase();
  const called = name => [lower, lower.replace(/s$/, ''), lower.replace(/es$/, '')].includes(name.toLowerCase());
  return all.find(one => one.unit.symbol === text || one.unit.names.includes(text))
    ?? all.find(one => [one.unit.symbol, one.unit.name, ...one.unit.names].some(called));
}

const amount = /[-−]?[\d.,½⅓⅔¼¾⅛⅜⅝⅞]+(?:\s+\d+\/\d+|\/\d+)?(?:e[-+]?\d+)?/;

// Reads a question such as "5 ft 11 in to cm". Null when it is none.
function readQuestion(text) {
  const asked = /^(.+?)\s*(?:\bto\b|\bin\b(?=\s+\S+\s*$)|\bas\b|=|→)\s*(\S.*)$/i.exec(text.trim().slice(0, 200));
  const target = asked && findUnit(asked[2]);
  if (!target) return null;
  const read = term => ({ value: readNumber(term[1]), unit: findUnit(term[2], [target.category])?.unit });
  const whole = new RegExp(`^(${amount.source})\\s*(\\D.*)$`, 'i').exec(asked[1]);
  const parts = new RegExp(`(${amount.source})\\s*([^\\d\\s,.-][^\\d]*)`, 'gi');
  const single = whole && read(whole);
  const terms = single?.unit ? [single] : [...asked[1].matchAll(parts)].map(read);
  if (terms.length === 0 || terms.some(term => !term.unit || Number.isNaN(term.value))) return null;
  const from = terms[0].unit;
  const value = terms.length === 1 ? terms[0].value : from.fromBase(terms.reduce((sum, term) => sum + term.unit.toBase(term.value), 0));
  return { category: target.category, from, to: target.unit, value };
}
