import { useRef } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ArrowUpRight, Coins, ShieldCheck, Sparkles } from 'lucide-react';
import { AlertDialog as Primitive } from 'radix-ui';
import { money } from '@/api/format';
import { queries } from '@/api/queries';
import { Button } from '@/ui/button';
import { AppIcon } from '@/ui/app-icon';
import type { App } from '@/api/types';
import { Fact } from './Fact';
import type { GrantAnswer, Question } from './grant';
import { endpointName, estimate } from './price';
import type { AIRequest } from './protocol';
import { useQuiet } from './quiet';

interface PermissionSheetProps {
  app: Pick<App, 'name' | 'icon'>;
  question: Question;
  /** The element under whose top edge the sheet hangs: the room below the app's bar. */
  container: HTMLElement;
}

/** Asks whether an app may use a model. Drawn by the shell, outside the app's frame; Esc means no. */
export function PermissionSheet({ app, question, container }: PermissionSheetProps) {
  const { model, price } = useModel(question.request);
  const title = useRef<HTMLHeadingElement>(null);
  const quiet = useQuiet(question);
  const answer = (value: GrantAnswer) => quiet(() => question.answer(value));
  return (
    <Primitive.Root open onOpenChange={(open) => !open && question.answer('no')}>
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
            <span className="grid size-11 place-items-center rounded-full bg-honey-soft text-honey-text">
              <Sparkles className="size-5" />
            </span>
          </div>
          <Primitive.Title ref={title} tabIndex={-1} className="mb-1 text-[17px]/6 font-semibold tracking-tight focus-visible:shadow-none">
            {app.name} wants to use AI
          </Primitive.Title>
          <Primitive.Description className="text-ink-2">
            It asks {model}, now and whenever it needs to while it is open.
          </Primitive.Description>
          <Sent request={question.request} />
          <ul className="grid gap-1.5 text-sm text-ink-2">
            <Fact icon={<ShieldCheck />}>No name, no key, no file. Only the text above leaves the app.</Fact>
            <Fact icon={<Coins />}>{price === undefined ? '' : `This call costs about ${money(price)}. `}Every call is counted.</Fact>
          </ul>
          <div className="mt-[18px] flex flex-wrap items-center gap-2">
            <Button variant="outline" size="lg" onClick={answer('no')}>
              No
            </Button>
            <span className="grow" />
            <Button variant="outline" size="lg" onClick={answer('always')}>
              Always for this app
            </Button>
            <Button size="lg" onClick={answer('once')}>
              Allow once
            </Button>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Who would be asked, in words, and about what this call costs in USD. */
function useModel(request: AIRequest): { model: string; price: number | undefined } {
  const connection = useQuery(queries.state()).data?.connection;
  const models = useQuery(queries.models()).data;
  const id = request.model ?? connection?.model ?? '';
  const model = models?.find((m) => m.id === id);
  return {
    model: `${model?.name ?? (id || 'the model you chose')} at ${endpointName(connection)}`,
    price: estimate(request, model),
  };
}

function Sent({ request }: { request: AIRequest }) {
  const text = request.messages.map((m) => `${m.role}: ${m.content}`).join('\n\n');
  const bytes = new TextEncoder().encode(text).length;
  return (
    <section className="mt-3.5 mb-3 overflow-hidden rounded-md border border-line bg-surface text-sm" aria-label="What it will send">
      <h3 className="flex items-center gap-2 border-b border-line px-3 py-1.5 font-normal text-ink-3">
        <ArrowUpRight className="size-3.5" aria-hidden />
        What it will send
        <span className="ms-auto tabular-nums">{bytes.toLocaleString('en')} bytes</span>
      </h3>
      <pre tabIndex={0} className="max-h-40 overflow-auto px-3 py-2 font-mono text-xs/[18px] break-words whitespace-pre-wrap">
        {text}
      </pre>
    </section>
  );
}
