import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { queries } from '@/api/queries';
import type { ComposerHandle } from '@/composer/Composer';
import { FirstStart } from '@/pages/first-start/FirstStart';
import { isFirstStart } from '@/pages/first-start/isFirstStart';
import { AllApps } from './AllApps';
import { NewApp } from './NewApp';
import { Pins } from './Pins';
import { StarterShelf } from './StarterShelf';

export function HomePage() {
  const state = useQuery(queries.state());
  useEffect(markPainted, []);
  if (!state.data) return null;
  return isFirstStart(state.data) ? <FirstStart /> : <Launcher />;
}

function Launcher() {
  const apps = useQuery(queries.apps()).data ?? [];
  const [starters, setStarters] = useState(false);
  const composer = useRef<ComposerHandle>(null);
  const shelf = starters || apps.length === 0;
  const pins = apps.filter((app) => app.pinned);
  return (
    <main className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-[1048px] grid-cols-[minmax(0,1fr)] gap-5 px-5 py-4.5 @min-[720px]:gap-6 @min-[720px]:px-8 @min-[720px]:py-6.5">
        <NewApp composer={composer} onStarters={shelf ? undefined : () => setStarters(true)} />
        {pins.length > 0 && <Pins pins={pins} />}
        {apps.length > 0 ? <AllApps apps={apps} onMake={(name) => composer.current?.begin(name)} /> : <p className="text-ink-2">No apps yet. Say what you need, or take a starter.</p>}
        {shelf && <StarterShelf onClose={apps.length > 0 ? () => setStarters(false) : undefined} />}
      </div>
    </main>
  );
}

/** Leaves a mark in the page's timeline when the first frame with this page in it is on the screen. */
function markPainted(): void {
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('whittle-home-painted')));
}
