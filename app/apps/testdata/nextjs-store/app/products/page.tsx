'use client'
import { useState } from 'react'
import { useRouter, useSearchParams } from 'next/navigation'
import { products } from '@/lib/products'
import Counter from '@/components/Counter'

export default function Products() {
  const router = useRouter()
  const params = useSearchParams()
  const [sort, setSort] = useState('name')
  const list = [...products].sort((a, b) => (sort === 'name' ? a.name.localeCompare(b.name) : a.price - b.price))
  return (
    <main className="p-8">
      <h1 className="text-2xl">Products {params.get('from') ?? ''}</h1>
      <button onClick={() => setSort('price')}>Sort by price</button>
      <ol>{list.map((p) => <li key={p.slug}><a onClick={() => router.push(`/products/${p.slug}`)} role="link" tabIndex={0} className="underline cursor-pointer">{p.name}</a></li>)}</ol>
      <Counter />
    </main>
  )
}
