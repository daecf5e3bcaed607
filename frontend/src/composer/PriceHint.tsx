import { useQuery } from '@tanstack/react-query';
import { money } from '@/api/format';
import { queries } from '@/api/queries';
import { promptPrice } from './price';

/** What sending will cost, about; nothing while that is not known. The models are asked for once something is typed. */
export function PriceHint({ text, model }: { text: string; model: string }) {
  const connection = useQuery(queries.state()).data?.connection;
  const typed = text.trim() !== '';
  const models = useQuery({ ...queries.models(), enabled: typed && connection?.ready === true });
  const id = model || connection?.model;
  const price = promptPrice(text, models.data?.find((m) => m.id === id));
  if (!typed || price === undefined) return null;
  return (
    <span className="truncate text-sm text-ink-3 tabular-nums" title="For an app of some 300 lines; what it did cost stands under the reply.">
      about {money(price < 0.01 ? price : price.toFixed(2))}
    </span>
  );
}
