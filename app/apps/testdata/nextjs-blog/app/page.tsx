import Link from 'next/link';
import { getPosts } from '@/lib/posts';

export default async function Home({ searchParams }: { searchParams: Promise<{ tag?: string }> }) {
  const { tag } = await searchParams;
  const posts = (await getPosts()).filter((post) => !tag || post.tags.includes(tag));
  return (
    <main className="space-y-4 p-6">
      <h1 className="text-3xl font-bold">Latest</h1>
      <p>{posts.length} posts</p>
      <ul>
        {posts.map((post) => (
          <li key={post.slug}><Link href={`/posts/${post.slug}`}>{post.title}</Link></li>
        ))}
      </ul>
      <Link href={{ pathname: '/', query: { tag: 'sea' } }}>Only the sea</Link>
    </main>
  );
}
