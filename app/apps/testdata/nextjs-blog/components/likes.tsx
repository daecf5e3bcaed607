'use client';

import { useEffect, useState } from 'react';
import { usePathname, useRouter } from 'next/navigation';
import { Heart } from 'lucide-react';
import { Button } from '@/components/ui/button';

export default function Likes({ slug }: { slug: string }) {
  const [likes, setLikes] = useState(0);
  const router = useRouter();
  const pathname = usePathname();
  useEffect(() => setLikes(Number(localStorage.getItem(`likes-${slug}`) ?? 0)), [slug]);
  const like = () => {
    localStorage.setItem(`likes-${slug}`, String(likes + 1));
    setLikes(likes + 1);
  };
  return (
    <div>
      <Button onClick={like}><Heart /> {likes} likes</Button>
      <Button variant="outline" onClick={() => router.back()}>Go back from {pathname}</Button>
    </div>
  );
}
