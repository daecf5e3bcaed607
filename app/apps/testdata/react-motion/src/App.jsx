import { useState } from 'react';
import { AnimatePresence, motion } from 'framer-motion';
import { ChevronLeft, ChevronRight, X } from 'lucide-react';

const cards = [
  { id: 1, title: 'Fjord', text: 'Water between mountains', color: 'from-sky-400 to-blue-600' },
  { id: 2, title: 'Dune', text: 'Sand that wanders', color: 'from-amber-300 to-orange-500' },
  { id: 3, title: 'Moss', text: 'Green on stones', color: 'from-lime-400 to-emerald-600' },
];

const Gallery = () => {
  const [index, setIndex] = useState(0);
  const [open, setOpen] = useState(null);
  const card = cards[index];
  const step = (by) => setIndex((index + by + cards.length) % cards.length);
  return (
    <div className="flex min-h-screen flex-col items-center justify-center gap-6 bg-slate-900 text-white">
      <AnimatePresence mode="wait">
        <motion.button
          key={card.id}
          layoutId={`card-${card.id}`}
          initial={{ opacity: 0, x: 60 }}
          animate={{ opacity: 1, x: 0 }}
          exit={{ opacity: 0, x: -60 }}
          transition={{ duration: 0.1 }}
          whileHover={{ scale: 1.02 }}
          onClick={() => setOpen(card)}
          className={`h-48 w-72 rounded-2xl bg-gradient-to-br p-6 text-left shadow-xl ${card.color}`}
        >
          <h2 className="text-2xl font-bold">{card.title}</h2>
        </motion.button>
      </AnimatePresence>
      <div className="flex gap-4">
        <button aria-label="Previous" onClick={() => step(-1)} className="rounded-full bg-white/10 p-3"><ChevronLeft /></button>
        <button aria-label="Next" onClick={() => step(1)} className="rounded-full bg-white/10 p-3"><ChevronRight /></button>
      </div>
      <AnimatePresence>
        {open && (
          <motion.div role="dialog" aria-label={open.title} initial={{ opacity: 0 }} animate={{ opacity: 1 }} exit={{ opacity: 0 }} transition={{ duration: 0.1 }} className="fixed inset-0 grid place-items-center bg-black/60">
            <div className="rounded-xl bg-white p-8 text-slate-900">
              <p>{open.text}</p>
              <button aria-label="Close" onClick={() => setOpen(null)}><X /></button>
            </div>
          </motion.div>
        )}
      </AnimatePresence>
    </div>
  );
};
