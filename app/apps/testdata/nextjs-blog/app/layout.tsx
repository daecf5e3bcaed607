import type { Metadata } from 'next';
import { Inter, Playfair_Display } from 'next/font/google';
import Link from 'next/link';
import './globals.css';

const inter = Inter({ subsets: ['latin'], variable: '--font-inter' });
const playfair = Playfair_Display({ subsets: ['latin'], weight: '700' });

export const metadata: Metadata = {
  title: { template: '%s | Notes', default: 'Notes' },
  description: 'A small blog',
};

export default function RootLayout({ children }: Readonly<{ children: React.ReactNode }>) {
  return (
    <html lang="en" className={inter.variable}>
      <body className={`${inter.className} antialiased`}>
        <header className="border-b p-4">
          <Link href="/" className={playfair.className}>Notes</Link>{' '}
          <Link href="/about">About</Link>
        </header>
        {children}
      </body>
    </html>
  );
}
