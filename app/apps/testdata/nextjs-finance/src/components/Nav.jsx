'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

export default function Nav() {
  const pathname = usePathname()
  return (
    <nav className="flex gap-4">
      {['dashboard', 'budget'].map((name) => (
        <Link key={name} href={`/${name}`} aria-current={pathname === `/${name}` ? 'page' : undefined}>{name}</Link>
      ))}
    </nav>
  )
}
