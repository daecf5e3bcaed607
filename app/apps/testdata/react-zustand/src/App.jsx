import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { motion, AnimatePresence } from 'framer-motion'
import { clsx } from 'clsx'
import './App.css'

const useStore = create(persist((set, get) => ({
  habits: [],
  add: (name) => set({ habits: [...get().habits, { id: crypto.randomUUID(), name, days: [] }] }),
  toggle: (id, day) => set((s) => ({ habits: s.habits.map((h) => h.id === id ? { ...h, days: h.days.includes(day) ? h.days.filter((d) => d !== day) : [...h.days, day] } : h) })),
  remove: (id) => set((s) => ({ habits: s.habits.filter((h) => h.id !== id) })),
}), { name: 'habits' }))

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr']

function App() {
  const { habits, add, toggle, remove } = useStore()
  const input = useRef(null)
  useEffect(() => { input.current?.focus() }, [])
  return (
    <div className="wrap">
      <h1>Habits</h1>
      <form onSubmit={(e) => { e.preventDefault(); add(input.current.value); input.current.value = '' }}>
        <input ref={input} placeholder="New habit" />
        <button>Create</button>
      </form>
      <AnimatePresence>
        {habits.map((h) => (
          <motion.div key={h.id} className="row" initial={{ opacity: 0 }} animate={{ opacity: 1 }} exit={{ opacity: 0 }} transition={{ duration: 0.05 }}>
            <b>{h.name}</b>
            {DAYS.map((d) => <button key={d} aria-label={`${h.name} ${d}`} className={clsx('day', { on: h.days.includes(d) })} onClick={() => toggle(h.id, d)}>{d}</button>)}
            <span>{h.days.length} of {DAYS.length}</span>
            <button onClick={() => remove(h.id)} aria-label={`Delete ${h.name}`}>✕</button>
          </motion.div>
        ))}
      </AnimatePresence>
      {!habits.length && <p>No habits yet</p>}
    </div>
  )
}

export default App
