import { useCallback, useEffect, useState } from 'react';
import { ownsDialogs } from '@/api/host';
import { Bridge } from './bridge';
import type { AppRun } from './AppRun';
import { passKey } from './keys';
import { catchLinks } from './links';
import { useStore } from './useStore';

/** How long a page that loaded may take to tell that it painted before it is shown anyway. */
const paintWaitMS = 400;

/** How long a document that loaded may take to say anything before it counts as none of the app's. */
const aliveWaitMS = 3000;

const sandbox = 'allow-scripts allow-forms allow-pointer-lock';

interface PreviewFrameProps {
  run: AppRun;
  /** Tells this document from every other of the run. */
  page: string;
  url: string;
  version: number;
  title: string;
  theme: 'light' | 'dark';
  /** Whether it loads behind another page and must not be reached yet. */
  behind: boolean;
  /** Whether it has painted; before that its white ground is not shown. */
  painted: boolean;
}

/** One document of an app in its closed frame, with the shell's end of its bridge. */
export function PreviewFrame({ run, page, url, version, title, theme, behind, painted }: PreviewFrameProps) {
  const [themes] = useState(() => ({ now: theme }));
  const [frameName] = useState(() => run.session.frameName());
  const isFullscreen = useStore(run.fullscreen);
  const [bridge] = useState(
    () =>
      new Bridge({
        answer: run.answer,
        notice: (notice) => (notice.t === 'key' ? passKey(notice) : run.take(page, notice, version)),
        dropped: (messages) => run.log(page).write('warn', `${messages} messages of the app were dropped.`, Date.now()),
        theme: () => themes.now,
      }),
  );

  const attach = useCallback(
    (frame: HTMLIFrameElement | null) => {
      if (!frame) return undefined;
      const greet = (event: MessageEvent) => bridge.greet(event, frame.contentWindow);
      window.addEventListener('message', greet);
      return () => {
        window.removeEventListener('message', greet);
        bridge.close();
        run.leave(page);
      };
    },
    [bridge, run, page],
  );

  useEffect(() => {
    themes.now = theme;
    bridge.sendTheme();
  }, [bridge, theme, themes]);

  useEffect(() => bridge.sendFullscreen(isFullscreen), [bridge, isFullscreen]);

  // A frame that was stopped on its way elsewhere may have lost its document, and tells nobody.
  useEffect(() => catchLinks(() => checkAlive(bridge, () => run.lose(page))), [bridge, run, page]);

  const onLoad = () => {
    setTimeout(() => run.take(page, { t: 'painted', ms: 0 }, version), paintWaitMS);
    if (!bridge.wasGreeted()) checkAlive(bridge, () => run.lose(page));
  };

  return (
    <iframe
      ref={attach}
      src={url}
      title={title}
      name={frameName || undefined}
      sandbox={ownsDialogs() ? `${sandbox} allow-modals` : sandbox}
      inert={behind}
      onLoad={onLoad}
      // Pages without a ground of their own count on white; WebKitGTK would let the shell's dark through.
      className={`absolute inset-0 size-full border-0 bg-white scheme-light ${behind ? 'z-0' : 'z-10'} ${painted ? '' : 'opacity-0'}`}
    />
  );
}

/** Tells when the document does not answer. */
function checkAlive(bridge: Bridge, onLost: () => void): void {
  bridge.ping();
  setTimeout(() => bridge.isHeard() || onLost(), aliveWaitMS);
}
