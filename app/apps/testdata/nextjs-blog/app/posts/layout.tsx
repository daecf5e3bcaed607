import Link from 'next/link';

export default function PostsLayout({ children }: { children: React.ReactNode }) {
  return (
    <section>
      <nav><Link href="/">All posts</Link> <Link href="/posts/gone">A dead link</Link></nav>
      {children}
    </section>
  );
}
