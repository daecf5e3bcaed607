import { notFound } from 'next/navigation';
import type { Metadata } from 'next';
import Likes from '@/components/likes';
import { getPost } from '@/lib/posts';

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const post = await getPost((await params).slug);
  return { title: post?.title };
}

export default async function PostPage({ params }: Props) {
  const { slug } = await params;
  const post = await getPost(slug);
  if (!post) notFound();
  return (
    <article className="p-6">
      <h1>{post.title}</h1>
      <p>{post.body}</p>
      <Likes slug={slug} />
    </article>
  );
}
