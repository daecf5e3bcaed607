import type { Model } from '@/api/types';

const charactersPerToken = 4; // a rule of thumb for English prose and code
const instructions = 2500; // tokens that go out with every prompt
const usualReply = 4000; // tokens of an app of some 300 lines

/** About what a prompt costs in USD before it is sent; undefined when the endpoint does not tell its prices or asks none. */
export function promptPrice(text: string, model: Model | undefined): number | undefined {
  if (!model) return undefined;
  const [input, output] = [Number(model.prompt_price), Number(model.completion_price)];
  if (!(input >= 0 && output >= 0 && input + output > 0)) return undefined;
  return (instructions + text.length / charactersPerToken) * input + usualReply * output;
}
