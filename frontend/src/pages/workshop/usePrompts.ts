import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { POST, take } from '@/api/client';
import { toApiError, type ApiError } from '@/api/errors';
import { attempt } from '@/api/mutate';
import { queries } from '@/api/queries';
import type { Generation, Problem, Turn } from '@/api/types';
import type { Prompt } from '@/composer/Composer';

/** Sending, stopping and trying again in one chat; a chat without an id begins with the first prompt. */
export function usePrompts(sessionID: string, appID: string) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [refused, setRefused] = useState<ApiError>();
  const [busy, setBusy] = useState(false);

  const show = (turn: Turn) => {
    const { queryKey } = queries.session(turn.session.id);
    client.setQueryData(queryKey, (view) => {
      const known = new Set([turn.message.id, turn.reply.id]);
      const before = view?.messages.filter((m) => !known.has(m.id)) ?? [];
      return { session: turn.session, messages: [...before, turn.message, turn.reply] };
    });
    void client.invalidateQueries({ queryKey: queries.sessions().queryKey });
  };

  const during = async <T>(work: Promise<T>): Promise<T> => {
    setBusy(true);
    return work.finally(() => setBusy(false));
  };

  const post = async (body: { text: string; model?: string; template?: string } | { problems: Problem[] }) => {
    setRefused(undefined);
    try {
      const about = sessionID ? { session_id: sessionID } : { app_id: appID };
      const turn = await during(take(POST('/api/prompts', { body: { ...body, ...about } })));
      show(turn);
      if (!sessionID) void navigate({ to: '/chats/$id', params: { id: turn.session.id }, replace: true });
      return true;
    } catch (reason) {
      setRefused(toApiError(reason));
      return false;
    }
  };

  return {
    refused,
    busy,
    /** Resolves to false when the prompt was not taken; `refused` says why. */
    send: ({ text, model, template }: Prompt) => post({ text, ...(model && { model }), ...(template && { template }) }),
    /** Asks the model to put problems right. */
    fix: (problems: readonly Problem[]) => void post({ problems: [...problems] }),
    stop: (generation: Generation) => void attempt(take(POST('/api/generations/{id}/stop', pathOf(generation)))),
    async retry(generation: Generation, model: string) {
      const body = model ? { model } : {};
      const turn = await during(attempt(take(POST('/api/generations/{id}/retry', { ...pathOf(generation), body }))));
      if (turn) await client.invalidateQueries({ queryKey: queries.session(turn.session.id).queryKey });
    },
  };
}

function pathOf(generation: Generation) {
  return { params: { path: { id: generation.id } } };
}
