import Image from 'next/image'
import { products } from '@/lib/products'

export default function Home() {
  return (
    <main className="p-8">
      <h1 className="text-4xl font-bold">Next store</h1>
      <Image src="/logo.svg" alt="Logo" width={64} height={64} priority />
      <p>{products.length} products</p>
    </main>
  )
}
