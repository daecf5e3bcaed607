import { useState, type SyntheticEvent } from 'react';
import type { App } from '@/api/types';
import { useGrowing } from '@/ui/use-growing';
import { useMinute } from '@/ui/use-minute';
import { AppContextMenu } from './AppMenus';
import { AppRow } from './AppRow';
import { moveFocus } from './moveFocus';

const STEP = 60;

/** Apps in rows, with one menu for whichever of them it is asked for. */
export function AppGrid({ apps }: { apps: App[] }) {
  const now = useMinute();
  const { shown, end } = useGrowing(apps.length, STEP);
  const [renaming, setRenaming] = useState('');
  const [chosen, setChosen] = useState<App>();
  const choose = (event: SyntheticEvent<HTMLElement>) => {
    const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-app]')?.dataset.app : undefined;
    const app = apps.find((a) => a.id === id);
    if (app) setChosen(app);
    else event.stopPropagation();
  };
  return (
    <AppContextMenu app={chosen} onRename={() => setRenaming(chosen?.id ?? '')}>
      <ul
        onKeyDown={moveFocus}
        onContextMenuCapture={choose}
        className="relative -mx-2 grid grid-cols-1 gap-x-3 @min-[520px]:grid-cols-2 @min-[900px]:grid-cols-3"
      >
        {apps.slice(0, shown).map((app) => (
          <AppRow key={app.id} app={app} now={now} renaming={renaming === app.id} onRename={setRenaming} />
        ))}
        {end && <li key={`end-${shown}`} ref={end} aria-hidden className="pointer-events-none absolute bottom-0 h-[600px] w-px" />}
      </ul>
    </AppContextMenu>
  );
}
