import './globals.css'
import Nav from '@/components/Nav'

export const metadata = { title: 'Finance' }

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body className="bg-slate-50">
        <Nav />
        <div className="p-8">{children}</div>
      </body>
    </html>
  )
}
