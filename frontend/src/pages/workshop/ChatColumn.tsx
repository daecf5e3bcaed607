import { useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { openExternal } from '@/api/host';
import { queries } from '@/api/queries';
import { attempt } from '@/api/mutate';
import type { App, Problem, SessionView } from '@/api/types';
import { cost } from '@/chat/figures';
import { Problems } from '@/chat/Problems';
import { Thread } from '@/chat/Thread';
import { Composer } from '@/composer/Composer';
import type { AppRun } from '@/preview/AppRun';
import { asProblem } from '@/preview/log';
import { useStore } from '@/preview/useStore';
import { useLayout } from '@/stores/layout';
import { ChatHeader } from './ChatHeader';
import { Divider } from './Divider';
import { Refused } from './Refused';
import type { usePrompts } from './usePrompts';

interface ChatColumnProps {
  app: App | undefined;
  view: SessionView | undefined;
  run: AppRun;
  prompts: ReturnType<typeof usePrompts>;
  /** Absent while nothing is written. */
  stop: (() => void) | undefined;
  isAskingToStop: boolean;
  /** Whether the app on the screen is the one the next prompt changes. */
  isCurrent: boolean;
}

/** The conversation: header, thread and composer. */
export function ChatColumn({ app, view, run, prompts, stop, isAskingToStop, isCurrent }: ChatColumnProps) {
  const { chatWidth } = useLayout();
  const navigate = useNavigate();
  const before = useLineCounts(app);
  const messages = view?.messages ?? [];
  const last = messages.findLast((m) => m.generation)?.generation;
  return (
    <section
      aria-label="Chat"
      data-pane
      tabIndex={-1}
      style={{ width: chatWidth }}
      className="relative flex min-h-0 flex-none flex-col border-e border-line bg-surface outline-none @max-[900px]:max-w-[336px]"
    >
      <ChatHeader app={app} session={view?.session} />
      <Thread
        messages={messages}
        before={before}
        onLink={(url) => void attempt(openExternal(url))}
        onFix={prompts.fix}
        actions={{
          busy: prompts.busy,
          retry: (model) => last && void prompts.retry(last, model),
          changeKey: () => void navigate({ to: '/settings' }),
        }}
      >
        {isCurrent && !stop && <RunTroubles run={run} price={last ? cost(last) : ''} onFix={prompts.fix} />}
      </Thread>
      {prompts.refused && <Refused error={prompts.refused} />}
      <div className="mx-3 mb-3">
        <Composer
          draftKey={view ? `session:${view.session.id}` : `app:${app?.id ?? ''}`}
          label="Message"
          placeholder={stop ? 'Add something for when it is done' : 'What should change?'}
          onSend={prompts.send}
          onStop={stop}
          lastPrompt={messages.findLast((m) => m.role === 'user')?.text}
          autoFocus
        >
          {isAskingToStop && (
            <span role="status" className="text-sm text-ink-3">
              Esc again stops
            </span>
          )}
        </Composer>
      </div>
      <Divider />
    </section>
  );
}

/** What goes wrong in the app while it runs. */
function RunTroubles({ run, price, onFix }: { run: AppRun; price: string; onFix: (problems: readonly Problem[]) => void }) {
  const page = useStore(run.shown);
  const { errors } = useStore(run.log(page).state);
  const problems = errors.map(asProblem);
  if (problems.length === 0) return null;
  return <Problems key={page} problems={problems} price={price} onFix={() => onFix(problems)} />;
}

/** How many lines each file of the current version has. */
function useLineCounts(app: App | undefined): ReadonlyMap<string, number> {
  const query = queries.version(app?.id ?? '', app?.version ?? 0);
  const version = useQuery({ ...query, enabled: (app?.version ?? 0) > 0 }).data;
  return new Map(version?.files?.map((f) => [f.path, f.content.split('\n').length]));
}
