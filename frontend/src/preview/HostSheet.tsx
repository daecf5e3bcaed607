import { useRef } from 'react';
import { ArrowUpRight, Globe, HousePlug, LockOpen, ShieldCheck, SlidersHorizontal } from 'lucide-react';
import { AlertDialog as Primitive } from 'radix-ui';
import { AppIcon } from '@/ui/app-icon';
import { Button } from '@/ui/button';
import type { App } from '@/api/types';
import { Fact } from './Fact';
import type { HostQuestion } from './hosts';
import { useQuiet } from './quiet';

interface HostSheetProps {
  app: Pick<App, 'name' | 'icon'>;
  question: HostQuestion;
  /** The element under whose top edge the sheet hangs: the room below the app's bar. */
  container: HTMLElement;
}

/** Asks whether an app may reach a host. Drawn by the shell, outside the app's frame; Esc means not now. */
export function HostSheet({ app, question, container }: HostSheetProps) {
  const { host, local } = question;
  const title = useRef<HTMLHeadingElement>(null);
  const quiet = useQuiet(question);
  const answer = (allow: boolean) => quiet(() => question.answer(allow));
  return (
    <Primitive.Root open onOpenChange={(open) => !open && question.answer(false)}>
      <Primitive.Portal container={container}>
        <Primitive.Overlay className="absolute inset-0 z-40 bg-scrim" />
        <Primitive.Content
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            title.current?.focus();
          }}
          className="absolute start-1/2 top-0 z-50 flex max-h-full w-[476px] max-w-[calc(100%-48px)] -translate-x-1/2 flex-col overflow-auto rounded-b-xl bg-overlay px-6 pt-[22px] pb-[18px] shadow-3 ring-[.5px] ring-line-strong rtl:translate-x-1/2"
        >
          <div className="mb-3.5 flex items-center gap-2.5" aria-hidden>
            <AppIcon icon={app.icon} size={44} />
            <span className="w-[54px] border-t-2 border-dotted border-line-control" />
            <span className="grid size-11 place-items-center rounded-full bg-soft text-ink-2">
              {local ? <HousePlug className="size-5" /> : <Globe className="size-5" />}
            </span>
          </div>
          <Primitive.Title ref={title} tabIndex={-1} className="mb-1 text-[17px]/6 font-semibold tracking-tight break-words focus-visible:shadow-none">
            {app.name} wants to reach {bare(host)}
            {local && ' in your own network'}
          </Primitive.Title>
          <Primitive.Description className="text-ink-2">
            {local
              ? 'That is this computer or one in your own network, which no site on the internet can reach. Allow it only if you know what answers there.'
              : 'It may then ask this host whenever it is open, and show pictures, sound and fonts from it.'}
          </Primitive.Description>
          <Sent question={question} />
          <ul className="grid gap-1.5 text-sm text-ink-2">
            <Fact icon={<ShieldCheck />}>
              No name, no key, no file of yours goes along{local ? '' : '. The other side sees your network address'}.
            </Fact>
            {host.startsWith('http://') && !local && (
              <Fact icon={<LockOpen />}>Nothing is encrypted on the way: others in the network can read and change it.</Fact>
            )}
            <Fact icon={<SlidersHorizontal />}>Your answer is kept. You change it under What it may do.</Fact>
          </ul>
          <div className="mt-[18px] flex flex-wrap items-center gap-2">
            <Button variant="outline" size="lg" onClick={answer(false)}>
              Not now
            </Button>
            <span className="grow" />
            <Button size="lg" onClick={answer(true)}>
              Allow this host
            </Button>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function Sent({ question: { request, bytes } }: { question: HostQuestion }) {
  const { pathname, searchParams } = new URL(request.url);
  const query = [...searchParams].map(([name, value], i) => `\n    ${i === 0 ? '?' : '&'}${name}=${value}`).join('');
  return (
    <section className="mt-3.5 mb-3 overflow-hidden rounded-md border border-line bg-surface text-sm" aria-label="What it will send">
      <h3 className="flex items-center gap-2 border-b border-line px-3 py-1.5 font-normal text-ink-3">
        <ArrowUpRight className="size-3.5" aria-hidden />
        What it will send
        <span className="ms-auto tabular-nums">{(request.url.length + bytes).toLocaleString('en')} bytes</span>
      </h3>
      <pre tabIndex={0} className="max-h-32 overflow-auto px-3 py-2 font-mono text-xs/[18px] break-words whitespace-pre-wrap">
        {`${request.method} ${pathname}${query}`.slice(0, 4000)}
      </pre>
    </section>
  );
}

/** The host without the mark of an open line, which is told in words. */
function bare(host: string): string {
  return host.replace(/^http:\/\//, '');
}
