'use client'
import { useState } from 'react'
export default function Counter() {
  const [n, setN] = useState(0)
  return <button className="mt-4 rounded bg-indigo-600 px-4 py-2 text-white" onClick={() => setN(n + 1)}>In basket: {n}</button>
}
