import { Link } from '@tanstack/react-router';
import { Button } from '@/ui/button';

export function NotFound() {
  return (
    <main className="grid h-full place-content-center justify-items-center gap-3 p-8 text-center">
      <h1 className="text-lg font-semibold">There is nothing here.</h1>
      <p className="text-ink-2">The app or chat was deleted, or the address is wrong.</p>
      <Button asChild>
        <Link to="/">Home</Link>
      </Button>
    </main>
  );
}
