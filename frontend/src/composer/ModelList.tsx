import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { toApiError } from '@/api/errors';
import { perMillion } from '@/api/format';
import { queries } from '@/api/queries';
import type { Model } from '@/api/types';
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from '@/ui/command';

type ModelListProps = { chosen: string; onChoose: (model: string) => void };

/** The models of the endpoint with their prices, to search and choose from. */
export function ModelList({ chosen, onChoose }: ModelListProps) {
  const models = useQuery(queries.models());
  return (
    <Command>
      <CommandInput placeholder="Find a model" />
      <CommandList>
        {models.isPending && <p className="px-2 py-4 text-ink-3">Asking for the models</p>}
        {models.isError && <p className="px-2 py-4 text-ink-2">{toApiError(models.error).message}</p>}
        {models.data && <CommandEmpty>No model is called that.</CommandEmpty>}
        <ModelGroup heading="Good for apps" models={(models.data ?? []).filter((m) => m.suggested)} chosen={chosen} onChoose={onChoose} />
        <ModelGroup heading="All models" models={(models.data ?? []).filter((m) => !m.suggested)} chosen={chosen} onChoose={onChoose} />
      </CommandList>
    </Command>
  );
}

function ModelGroup({ heading, models, chosen, onChoose }: ModelListProps & { heading: string; models: Model[] }) {
  if (models.length === 0) return null;
  return (
    <CommandGroup heading={heading}>
      {models.map((model) => (
        <CommandItem key={model.id} value={`${model.name} ${model.id}`} onSelect={() => onChoose(model.id)}>
          <Check className={model.id === chosen ? '' : 'invisible'} />
          <span className="min-w-0 flex-1 truncate">{model.name}</span>
          <Price model={model} />
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

function Price({ model }: { model: Model }) {
  const [input, output] = [perMillion(model.prompt_price), perMillion(model.completion_price)];
  if (!input || !output) return null;
  return (
    <span className="shrink-0 text-sm text-ink-3 tabular-nums" title="Price per million tokens in and out">
      {input} in, {output} out
    </span>
  );
}
