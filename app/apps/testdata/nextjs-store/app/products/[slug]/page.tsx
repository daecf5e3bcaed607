'use client'
import { useParams, usePathname } from 'next/navigation'
import { products } from '@/lib/products'

export default function Product() {
  const { slug } = useParams<{ slug: string }>()
  const product = products.find((p) => p.slug === slug)
  return <main className="p-8"><h1>{product?.name}</h1><p>Costs {product?.price}</p><small>{usePathname()}</small></main>
}
