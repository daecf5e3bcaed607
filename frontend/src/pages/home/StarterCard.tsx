import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAppActions } from '@/api/apps';
import type { Starter } from '@/api/types';
import { AppIcon } from '@/ui/app-icon';

type StarterCardProps = { starter: Starter; onTaken?: (() => Promise<void>) | undefined };

/** A starter; taking it makes an app of it and opens it. */
export function StarterCard({ starter, onTaken }: StarterCardProps) {
  const actions = useAppActions();
  const navigate = useNavigate();
  const [taking, setTaking] = useState(false);
  const takeIt = async () => {
    setTaking(true);
    const app = await actions.fromStarter(starter.id);
    setTaking(false);
    if (!app) return;
    await onTaken?.();
    void navigate({ to: '/apps/$id', params: { id: app.id } });
  };
  return (
    <button
      type="button"
      disabled={taking}
      onClick={() => void takeIt()}
      className="flex min-w-0 items-center gap-3 rounded-lg border border-line bg-raised p-3 text-start shadow-1 hover:border-line-strong hover:shadow-2"
    >
      <AppIcon icon={starter.icon} size={38} />
      <span className="min-w-0">
        <span className="block truncate font-semibold">{starter.name}</span>
        <span className="block truncate text-sm text-ink-3">{starter.description}</span>
      </span>
    </button>
  );
}
