import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { AppRun, type RunServices } from './AppRun';
import { AppStage } from './AppStage';

const nothing = () => Promise.resolve();
const services: RunServices = {
  appID: 'a1',
  appName: () => 'Tasks',
  ai: { start: nothing, cancel: nothing, listen: () => () => undefined },
  models: () => Promise.resolve([]),
  open: nothing,
  save: () => Promise.resolve(true),
  copy: nothing,
  grant: { read: () => Promise.resolve('ask'), write: nothing, marks: { get: () => false, set: () => undefined } },
  fetch: async function* () {},
  keepHost: nothing,
  keepData: nothing,
  usage: () => undefined,
  keepRecords: nothing,
  records: () => Promise.resolve({}),
  notify: () => undefined,
  library: () => Promise.resolve({ type: '', text: '' }),
  readClipboard: () => Promise.resolve(''),
  writeClipboard: nothing,
  locate: (_version, place) => Promise.resolve(place),
};

afterEach(cleanup);

const frames = () => screen.getAllByTitle('Tasks') as HTMLIFrameElement[];

describe('AppStage', () => {
  it('closes its frames in and gives them nothing', () => {
    render(<AppStage run={new AppRun(services)} page={{ key: '1', url: '/preview/n/1/app.html', version: 1 }} title="Tasks" theme="dark" />);
    const frame = frames()[0];
    expect(frame?.getAttribute('sandbox')).toBe('allow-scripts allow-forms allow-pointer-lock allow-modals');
    expect(frame?.hasAttribute('allow')).toBe(false);
    expect(frame?.hasAttribute('srcdoc')).toBe(false);
  });

  it('keeps a page until the next has painted, and its frame is not made anew', () => {
    const run = new AppRun(services);
    const stage = (key: string) => <AppStage run={run} page={{ key, url: `/preview/n/${key}/app.html`, version: 1 }} title="Tasks" theme="dark" />;
    const { rerender } = render(stage('1'));
    act(() => run.take('1', { t: 'painted', ms: 1 }, 1));
    rerender(stage('2'));
    const [first, second] = frames();
    expect(frames()).toHaveLength(2);
    expect(second?.hasAttribute('inert')).toBe(true);
    act(() => run.take('1', { t: 'painted', ms: 1 }, 1));
    expect(frames()).toEqual([first, second]);
    act(() => run.take('2', { t: 'painted', ms: 1 }, 1));
    expect(frames()).toEqual([second]);
    expect(second?.hasAttribute('inert')).toBe(false);
  });
});
