import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Shuffle } from 'lucide-react';
import { useState, type Ref } from 'react';
import { toast } from 'sonner';
import { POST, take } from '@/api/client';
import { toApiError } from '@/api/errors';
import { queries } from '@/api/queries';
import { Composer, type ComposerHandle, type Prompt } from '@/composer/Composer';
import { Button } from '@/ui/button';
import { NoModel } from './NoModel';

type NewAppProps = { composer: Ref<ComposerHandle>; onStarters?: (() => void) | undefined };

/** The question of the launcher. Without a model the prompt stays where it is and the nearest starters are offered. */
export function NewApp({ composer, onStarters }: NewAppProps) {
  const ready = useQuery(queries.state()).data?.connection.ready ?? false;
  const [unanswered, setUnanswered] = useState<string | null>(null);
  const navigate = useNavigate();
  const lastPrompt = useLastPrompt();
  const send = async (prompt: Prompt) => {
    if (!ready) {
      setUnanswered(prompt.text);
      return false;
    }
    try {
      const turn = await take(POST('/api/prompts', { body: prompt }));
      void navigate({ to: '/chats/$id', params: { id: turn.session.id } });
      return true;
    } catch (reason) {
      const error = toApiError(reason);
      if (error.code === 'no_key') setUnanswered(prompt.text);
      else toast(`${error.message} Your prompt is kept.`);
      return false;
    }
  };
  return (
    <section aria-labelledby="question" className="grid grid-cols-[minmax(0,1fr)] gap-2 @min-[720px]:gap-2.5">
      <h1 id="question" className="text-xl font-semibold tracking-tight @min-[720px]:text-2xl">
        What do you need?
      </h1>
      <Composer
        draftKey="home"
        label="Your prompt"
        placeholder="A page where I paste a recipe link and it keeps just the ingredients"
        ref={composer}
        onSend={send}
        lastPrompt={lastPrompt}
        withTemplate
        autoFocus
        large
      />
      {unanswered !== null && !ready && <NoModel prompt={unanswered} onClose={() => setUnanswered(null)} />}
      {onStarters && (
        <div className="ps-1">
          <Button variant="ghost" onClick={onStarters}>
            <Shuffle />
            Take a starter
          </Button>
        </div>
      )}
    </section>
  );
}

/** Finds what was asked last in the newest chat; "" when there is none. */
function useLastPrompt(): () => Promise<string> {
  const client = useQueryClient();
  return async () => {
    const [newest] = await client.fetchQuery(queries.sessions());
    if (!newest) return '';
    const { messages } = await client.fetchQuery(queries.session(newest.id));
    return messages.findLast((message) => message.role === 'user')?.text ?? '';
  };
}
