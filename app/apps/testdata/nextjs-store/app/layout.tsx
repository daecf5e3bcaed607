import type { Metadata } from 'next'
import { Inter } from 'next/font/google'
import Link from 'next/link'
import './globals.css'

const inter = Inter({ subsets: ['latin'] })

export const metadata: Metadata = { title: 'Next store', description: 'A small store' }

export default function RootLayout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <body className={inter.className}>
        <nav className="p-4 bg-gray-900 text-white flex gap-4"><Link href="/">Home</Link><Link href="/products">Products</Link></nav>
        {children}
      </body>
    </html>
  )
}
