import type { Connection, Model } from '@/api/types';
import type { AIRequest } from './protocol';

const charactersPerToken = 4; // a rule of thumb for English prose
const usualAnswer = 500; // tokens

/** About what a call costs in USD; undefined when the endpoint does not tell its prices. */
export function estimate(request: AIRequest, model: Model | undefined): number | undefined {
  if (!model || Number(model.prompt_price) < 0 || Number(model.completion_price) < 0) return undefined;
  const characters = request.messages.reduce((sum, m) => sum + m.content.length, 0);
  const answer = Math.min(request.maxTokens ?? usualAnswer, usualAnswer);
  return (characters / charactersPerToken) * Number(model.prompt_price) + answer * Number(model.completion_price);
}

/** Where models are asked, in words: "OpenRouter", or the host of another endpoint. */
export function endpointName(connection: Connection | undefined): string {
  if (!connection || connection.kind === 'openrouter') return 'OpenRouter';
  return URL.canParse(connection.base_url) ? new URL(connection.base_url).host : 'your endpoint';
}
