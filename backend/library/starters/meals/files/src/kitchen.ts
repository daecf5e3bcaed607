import { addDays, weekFrom, type Day } from './week';

export const slots = ['Lunch', 'Dinner'] as const;
export type Slot = (typeof slots)[number];

/** `ingredients` is one to a line, as a person writes them: "200 g lentils". */
export type Dish = { id: string; name: string; ingredients: string };

/** What is eaten, under keys such as "2026-11-23 Dinner". */
export type Plan = Record<string, string>;

export type Item = { key: string; text: string; from: string[] };

export const slotKey = (day: Day, slot: Slot) => `${day} ${slot}`;
const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

export function dishCalled(dishes: Dish[], name: string): Dish | undefined {
  return dishes.find(dish => name.trim() !== '' && same(dish.name, name));
}

type Amount = { count: number; unit: string; what: string };

const units = 'g|kg|mg|ml|cl|dl|l|tsp|tbsp|cups?|oz|lb|tins?|cans?|cloves?|slices?|bunch(?:es)?|pieces?|packs?|pinch(?:es)?|handfuls?';
const line = new RegExp(`^(\\d+(?:[.,]\\d+)?|\\d+\\s*/\\s*\\d+|[½¼¾])\\s*(?:(${units})\\b\\.?\\s+)?(?:of\\s+)?(\\S.*)$`, 'i');
const signs: Record<string, number> = { '½': 0.5, '¼': 0.25, '¾': 0.75 };

/** "1,5 kg flour" is 1.5, kg, flour. Without a number the whole line is what to buy. */
export function readAmount(text: string): Amount {
  const found = line.exec(text.trim());
  if (!found) return { count: 0, unit: '', what: text.trim() };
  const [above, below] = found[1].split('/').map(part => Number(part.replace(',', '.')));
  return { count: signs[found[1]] ?? (below ? above / below : above), unit: (found[2] ?? '').toLowerCase(), what: found[3].trim() };
}

/** Everything the week's dishes need; the same thing in the same unit is added up. */
export function shopping(plan: Plan, dishes: Dish[], monday: Day): Item[] {
  const items = new Map<string, Amount & { from: string[] }>();
  for (const day of weekFrom(monday)) {
    for (const slot of slots) {
      const dish = dishCalled(dishes, plan[slotKey(day, slot)] ?? '');
      for (const text of dish?.ingredients.split('\n') ?? []) {
        if (!dish || !text.trim()) continue;
        const amount = readAmount(text);
        const key = `${amount.what.toLowerCase()}|${amount.unit}`;
        const old = items.get(key) ?? { ...amount, count: 0, from: [] };
        items.set(key, { ...old, count: old.count + amount.count, from: old.from.includes(dish.name) ? old.from : [...old.from, dish.name] });
      }
    }
  }
  return [...items].map(([key, item]) => ({ key, from: item.from, text: [item.count ? item.count.toLocaleString('en-GB', { maximumFractionDigits: 2 }) : '', item.unit, item.what].filter(Boolean).join(' ') })).sort((a, b) => a.key.localeCompare(b.key));
}

/** The plan with the week filled like the one before it; what is planned already stays. */
export function likeLastWeek(plan: Plan, monday: Day): Plan {
  const next = { ...plan };
  for (const day of weekFrom(monday)) {
    for (const slot of slots) {
      const before = plan[slotKey(addDays(day, -7), slot)];
      if (before && !next[slotKey(day, slot)]) next[slotKey(day, slot)] = before;
    }
  }
  return next;
}

export function clearWeek(plan: Plan, monday: Day): Plan {
  const days = weekFrom(monday);
  return Object.fromEntries(Object.entries(plan).filter(([key]) => !days.includes(key.slice(0, 10))));
}

export function sampleDishes(): Dish[] {
  const dishes = {
    'Red lentil soup': '300 g red lentils\n2 onions\n3 carrots\n2 tsp cumin\n1 lemon',
    'Potato gratin': '1 kg potatoes\n400 ml cream\n2 cloves garlic\n100 g hard cheese',
    'Chickpea salad': '2 tins chickpeas\n1 cucumber\n1 bunch dill\n1 lemon',
    'Tomato rice': '250 g rice\n2 tins tomatoes\n1 onion\n2 cloves garlic',
    'Buckwheat pancakes': '250 g buckwheat flour\n3 eggs\n500 ml milk',
  };
  return Object.entries(dishes).map(([name, ingredients]) => ({ id: crypto.randomUUID(), name, ingredients }));
}

/** Stored text may be anything; what is no dish, plan or list is left out. */
export function readDishes(value: unknown): Dish[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((dish: Partial<Dish> | null) => (typeof dish?.id === 'string' && typeof dish.name === 'string' ? [{ id: dish.id, name: dish.name, ingredients: String(dish.ingredients ?? '') }] : []));
}

export function readPlan(value: unknown): Plan {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([key, dish]) => /^\d{4}-\d\d-\d\d (Lunch|Dinner)$/.test(key) && typeof dish === 'string'));
}

export function readLines(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(one => typeof one === 'string').slice(-1000) : [];
}
