import { addDays, dayOf, isDay, noonOf, type Day } from './dates';

export type Task = {
  id: string;
  title: string;
  due: Day | '';
  star: boolean;
  /** When it was done, in milliseconds; 0 while it is open. */
  doneAt: number;
  createdAt: number;
};

export type Group = { name: string; late: boolean; tasks: Task[] };

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads a day at the end of a line, before its tags: "Call Ada tomorrow", "Pay rent 1 Dec #home". */
export function readLine(line: string, today: Day): { title: string; due: Day | '' } {
  const text = line.trim();
  const tags = /(?:\s+#[\p{L}\p{N}_-]+)*$/u.exec(text)?.[0] ?? '';
  const body = text.slice(0, text.length - tags.length);
  const found = /^(.*?\S)\s+(?:(?:on|by)\s+)?(today|tomorrow|\w+day|in \d{1,3} days?|\d{4}-\d\d-\d\d|\d{1,2} [a-z]{3,9})$/i.exec(body);
  const due = found ? readDay(found[2].toLowerCase(), today) : '';
  return found && due ? { title: found[1] + tags, due } : { title: text, due: '' };
}

function readDay(word: string, today: Day): Day | '' {
  if (word === 'today') return today;
  if (word === 'tomorrow') return addDays(today, 1);
  if (isDay(word)) return word;
  const inDays = /^in (\d+) days?$/.exec(word);
  if (inDays) return addDays(today, Number(inDays[1]));
  const weekday = weekdays.indexOf(word);
  if (weekday >= 0) return addDays(today, (weekday - noonOf(today).getDay() + 6) % 7 + 1);
  const [date, month] = word.split(' ');
  const index = months.indexOf((month ?? '').slice(0, 3));
  if (index < 0) return '';
  const at = (year: number) => dayOf(new Date(year, index, Number(date), 12));
  const year = Number(today.slice(0, 4));
  const day = at(year) < today ? at(year + 1) : at(year);
  return Number(day.slice(8)) === Number(date) ? day : '';
}

export function newTask(line: string, today: Day, fallback: Day | ''): Task {
  const { title, due } = readLine(line, today);
  return { id: crypto.randomUUID(), title: title.slice(0, 500), due: due || fallback, star: false, doneAt: 0, createdAt: Date.now() };
}

export function tagsOf(title: string): string[] {
  return (title.match(/#[\p{L}\p{N}_-]+/gu) ?? []).map(tag => tag.toLowerCase());
}

/** Open tasks under the headings a person thinks in, empty groups left out. */
export function group(tasks: Task[], today: Day): Group[] {
  const week = addDays(today, 7);
  const open = tasks.filter(task => !task.doneAt).sort(byUrgency);
  const groups = [
    { name: 'Late', late: true, tasks: open.filter(task => task.due && task.due < today) },
    { name: 'Today', late: false, tasks: open.filter(task => task.due === today) },
    { name: 'Next 7 days', late: false, tasks: open.filter(task => task.due > today && task.due <= week) },
    { name: 'Later', late: false, tasks: open.filter(task => task.due > week) },
    { name: 'Any day', late: false, tasks: open.filter(task => !task.due) },
  ];
  return groups.filter(one => one.tasks.length > 0);
}

function byUrgency(a: Task, b: Task): number {
  return a.due.localeCompare(b.due) || Number(b.star) - Number(a.star) || a.createdAt - b.createdAt;
}

export function asText(tasks: Task[]): string {
  return tasks.map(task => `- [${task.doneAt ? 'x' : ' '}] ${task.title}${task.due ? ` (${task.due})` : ''}`).join('\n') + '\n';
}

/** Stored text may be anything; what is not a task is left out. */
export function readTasks(value: unknown): Task[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: Partial<Task> | null) =>
    typeof item?.id === 'string' && typeof item.title === 'string'
      ? [{ id: item.id, title: item.title, due: isDay(item.due) ? String(item.due) : '', star: item.star === true, doneAt: Number(item.doneAt) || 0, createdAt: Number(item.createdAt) || 0 }]
      : [],
  );
}
