import { Link } from '@tanstack/react-router';
import type { ApiError } from '@/api/errors';
import { Button } from '@/ui/button';

/** Why a prompt was not taken. It stays in the composer. */
export function Refused({ error }: { error: ApiError }) {
  const needsKey = ['no_key', 'key_refused', 'no_credit'].includes(error.code);
  return (
    <div role="alert" className="mx-3 mb-2 flex items-center gap-2 rounded-md border border-line bg-warn-soft px-3 py-2">
      <p className="min-w-0 flex-1">{error.message}</p>
      {needsKey && (
        <Button variant="outline" size="sm" asChild>
          <Link to="/settings">Connect a model</Link>
        </Button>
      )}
    </div>
  );
}
