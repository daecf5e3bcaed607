'use client'

import { useState } from 'react'
import { useRouter, useSearchParams } from 'next/navigation'

export default function Budget() {
  const router = useRouter()
  const limit = Number(useSearchParams().get('limit') ?? 100)
  const [spent, setSpent] = useState(0)
  if (spent > limit) throw new Error('The budget is used up')
  return (
    <div className="card">
      <h1>Limit {limit}</h1>
      <p>Spent {spent}</p>
      <button onClick={() => setSpent(spent + 60)}>Spend 60</button>
      <button onClick={() => router.push('/budget?limit=500')}>Raise</button>
    </div>
  )
}
