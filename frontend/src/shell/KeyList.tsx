import { useBoot } from '@/api/boot';
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/ui/dialog';
import { Kbd } from '@/ui/kbd';
import { keysOf } from './keys';

export function KeyList({ onClose }: { onClose: () => void }) {
  const { mode } = useBoot();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="w-[min(640px,calc(100vw-32px))]">
        <DialogHeader>
          <DialogTitle>Keys</DialogTitle>
          <DialogDescription>Ctrl is Cmd on macOS.</DialogDescription>
        </DialogHeader>
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          {keysOf(mode).map(({ group, keys }) => (
            <section key={group} aria-label={group}>
              <h3 className="mb-1.5 text-xs font-semibold text-ink-3">{group}</h3>
              <dl className="grid gap-1">
                {keys.map(([key, does]) => (
                  <div key={key} className="flex justify-between gap-4">
                    <dt className="order-2 shrink-0">
                      <Kbd>{key}</Kbd>
                    </dt>
                    <dd>{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  );
}
