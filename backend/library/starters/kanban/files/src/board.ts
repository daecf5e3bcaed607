export type Column = {
  id: string;
  name: string;
  /** The most cards it should hold; 0 for no limit. */
  limit: number;
};

export type Card = { id: string; column: string; title: string; note: string; color: number };

/** Cards of a column stand in the order of this one list. */
export type Board = { columns: Column[]; cards: Card[] };

export const colors = ['None', 'Amber', 'Coral', 'Leaf', 'Sky', 'Plum'];

const fresh: Column[] = [
  { id: 'next', name: 'Next', limit: 0 },
  { id: 'doing', name: 'Doing', limit: 3 },
  { id: 'done', name: 'Done', limit: 0 },
];

export function cardsOf(board: Board, column: string): Card[] {
  return board.cards.filter(card => card.column === column);
}

/** The board with the card at that place of the column, counted without the card itself. */
export function move(board: Board, id: string, column: string, index: number): Board {
  const card = board.cards.find(one => one.id === id);
  if (!card) return board;
  const others = board.cards.filter(one => one.id !== id);
  const before = others.filter(one => one.column === column)[index];
  const at = before ? others.indexOf(before) : others.length;
  return { ...board, cards: [...others.slice(0, at), { ...card, column }, ...others.slice(at)] };
}

/** Where the card stands in its column, from 0. */
export function placeOf(board: Board, id: string): { column: string; index: number } {
  const column = board.cards.find(card => card.id === id)?.column ?? '';
  return { column, index: cardsOf(board, column).findIndex(card => card.id === id) };
}

/** The board after an arrow key moved the card by one step; the same board at an edge. */
export function step(board: Board, id: string, key: string): Board {
  const { column, index } = placeOf(board, id);
  const at = board.columns.findIndex(one => one.id === column);
  if (key === 'ArrowUp') return index > 0 ? move(board, id, column, index - 1) : board;
  if (key === 'ArrowDown') return index < cardsOf(board, column).length - 1 ? move(board, id, column, index + 1) : board;
  const next = board.columns[at + (key === 'ArrowRight' ? 1 : -1)];
  return next ? move(board, id, next.id, Math.min(index, cardsOf(board, next.id).length)) : board;
}

export function addCard(board: Board, column: string, title: string): Board {
  const card = { id: crypto.randomUUID(), column, title: title.trim().slice(0, 300), note: '', color: 0 };
  return { ...board, cards: [...board.cards, card] };
}

/** Turns stored or opened text into a board; cards of unknown columns go to the first one. */
export function readBoard(value: unknown): Board {
  const stored = (typeof value === 'object' && value !== null ? value : {}) as { columns?: unknown; cards?: unknown };
  const known = Array.isArray(stored.columns) ? stored.columns : [];
  const columns = fresh.map(column => {
    const found = known.find((one: Partial<Column> | null) => one?.id === column.id) as Partial<Column> | undefined;
    return { ...column, name: String(found?.name || column.name).slice(0, 40), limit: found ? Math.min(99, Math.max(0, Math.floor(Number(found.limit)) || 0)) : column.limit };
  });
  const cards = (Array.isArray(stored.cards) ? stored.cards : []).flatMap((card: Partial<Card> | null) =>
    typeof card?.id === 'string' && typeof card.title === 'string'
      ? [{ id: card.id, title: card.title, note: String(card.note ?? ''), color: Number(card.color) in colors ? Number(card.color) : 0, column: columns.find(column => column.id === card.column)?.id ?? 'next' }]
      : [],
  );
  return { columns, cards };
}
