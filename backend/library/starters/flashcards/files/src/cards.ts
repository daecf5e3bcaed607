import { dayOf, unseen, type Progress } from './schedule';

export type Deck = { id: string; name: string };
export type Card = Progress & { id: string; deck: string; front: string; back: string };
export type Shelf = { decks: Deck[]; cards: Card[] };

/** New cards that a deck shows in one day. */
export const newPerDay = 20;

/** Cards at their turn: those being learned first, then what is due, then new ones up to the day's share. */
export function queue(cards: Card[], now: number): Card[] {
  const today = dayOf(now);
  const due = cards.filter(card => card.firstSeen && card.due <= now).sort((a, b) => Number(a.interval > 0) - Number(b.interval > 0) || a.due - b.due);
  const share = newPerDay - cards.filter(card => card.firstSeen === today).length;
  return [...due, ...cards.filter(card => !card.firstSeen).slice(0, Math.max(0, share))];
}

/** When the next card of the deck comes up; 0 when nothing is waiting. */
export function nextDue(cards: Card[], now: number): number {
  const later = cards.filter(card => card.firstSeen && card.due > now).map(card => card.due);
  return later.length ? later.reduce((a, b) => Math.min(a, b)) : 0;
}

export function newCard(deck: string, front: string, back: string): Card {
  return { ...unseen, id: crypto.randomUUID(), deck, front: front.trim().slice(0, 5000), back: back.trim().slice(0, 5000) };
}

/** One card for each line, front and back apart by a tab, a semicolon, " = " or " - ". */
export function fromLines(deck: string, text: string): Card[] {
  return text.split(/\r?\n/).slice(0, 5000).flatMap(line => {
    const at = /\t|;|\s=\s|\s[-–]\s/.exec(line);
    const [front, back] = at ? [line.slice(0, at.index), line.slice(at.index + at[0].length)] : ['', ''];
    return front.trim() && back.trim() ? [newCard(deck, front, back)] : [];
  });
}

export function asLines(cards: Card[]): string {
  const flat = (text: string) => text.replace(/\s*[\t\r\n]+\s*/g, ' ');
  return cards.map(card => `${flat(card.front)}\t${flat(card.back)}`).join('\n') + '\n';
}

export function sample(): Shelf {
  const deck = { id: crypto.randomUUID(), name: 'Small bones and big rivers' };
  const lines = 'The smallest bone of the body = Stapes, in the ear\nThe longest river of Europe = Volga\nBoiling point of water on Mount Everest = About 71 °C\n“Thank you” in Finnish = Kiitos\nYear of the first moon landing = 1969\nThe element with the sign Na = Sodium\nA group of crows = A murder\nThe capital of Iceland = Reykjavík';
  return { decks: [deck], cards: fromLines(deck.id, lines) };
}

/** Stored text may be anything; what is no deck or card is left out, cards without their deck too. */
export function readShelf(value: unknown): Shelf {
  const stored = (typeof value === 'object' && value !== null ? value : {}) as { decks?: unknown; cards?: unknown };
  const decks = (Array.isArray(stored.decks) ? stored.decks : []).flatMap((deck: Partial<Deck> | null) => (typeof deck?.id === 'string' ? [{ id: deck.id, name: String(deck.name || 'Deck').slice(0, 80) }] : []));
  const cards = (Array.isArray(stored.cards) ? stored.cards : []).flatMap((card: Partial<Card> | null) => {
    if (typeof card?.id !== 'string' || typeof card.front !== 'string' || typeof card.back !== 'string' || !decks.some(deck => deck.id === card.deck)) return [];
    return [{ id: card.id, deck: String(card.deck), front: card.front, back: card.back, due: Number(card.due) || 0, interval: Math.max(0, Number(card.interval) || 0), ease: Math.max(1.3, Number(card.ease) || 2.5), firstSeen: String(card.firstSeen ?? '') }];
  });
  return { decks, cards };
}
