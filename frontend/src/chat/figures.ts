import { money } from '@/api/format';
import type { Generation, Part, UsageTotal } from '@/api/types';

type Used = Pick<UsageTotal, 'prompt_tokens' | 'completion_tokens'>;

/** "1,940 in, 5,020 out"; empty when nothing was counted. */
export function tokens({ prompt_tokens, completion_tokens }: Used): string {
  if (completion_tokens === 0) return '';
  if (prompt_tokens === 0) return `${completion_tokens.toLocaleString('en')} out`; // told at the end only
  return `${prompt_tokens.toLocaleString('en')} in, ${completion_tokens.toLocaleString('en')} out`;
}

/** "26 s" or "2 min 5 s". */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What a call cost, in words; empty when nobody knows. */
export function cost({ usage }: Pick<Generation, 'usage'>): string {
  switch (usage.cost_source) {
    case 'free':
      return 'free';
    case 'reported':
      return money(usage.cost_usd);
    case 'estimated':
      return `about ${money(usage.cost_usd)}`;
    default:
      return Number(usage.cost_usd) > 0 ? `about ${money(usage.cost_usd)}` : '';
  }
}

/** "3 files", counting each path once; empty when the reply wrote none. */
export function fileCount(parts: readonly Part[]): string {
  const paths = new Set(parts.filter((p) => p.type !== 'text').map((p) => p.path));
  if (paths.size === 0) return '';
  return paths.size === 1 ? '1 file' : `${paths.size} files`;
}
