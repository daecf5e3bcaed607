import { useQuery } from '@tanstack/react-query';
import { Check, ChevronDown, Cpu } from 'lucide-react';
import { useState } from 'react';
import { toApiError } from '@/api/errors';
import { perMillion } from '@/api/format';
import { queries } from '@/api/queries';
import type { Model } from '@/api/types';
import { Button } from '@/ui/button';
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from '@/ui/command';
import { Popover, PopoverContent, PopoverTrigger } from '@/ui/popover';

type ModelPickerProps = { value: string; onChange: (model: string) => void };

/** "anthropic/claude-sonnet-4.5" as "claude-sonnet-4.5" while its proper name is not known. */
const shortName = (id: string) => id.split('/').at(-1) ?? id;

/** Chooses the model for the next prompt; "" is the default one. */
export function ModelPicker({ value, onChange }: ModelPickerProps) {
  const [open, setOpen] = useState(false);
  const connection = useQuery(queries.state()).data?.connection;
  const models = useQuery({ ...queries.models(), enabled: open });
  if (!connection?.ready) return null;
  const id = value || connection.model;
  const name = models.data?.find((m) => m.id === id)?.name ?? shortName(id);
  const choose = (model: string) => {
    onChange(model);
    setOpen(false);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" aria-label={`Model: ${name || 'none chosen'}`} className="min-w-0 shrink">
          <Cpu />
          <span className="truncate">{name || 'Choose a model'}</span>
          <ChevronDown />
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-96 max-w-[calc(100vw-32px)] p-0">
        <Command>
          <CommandInput placeholder="Find a model" />
          <CommandList>
            {models.isPending && <p className="px-2 py-4 text-ink-3">Asking for the models</p>}
            {models.isError && <p className="px-2 py-4 text-ink-2">{toApiError(models.error).message}</p>}
            {models.data && <CommandEmpty>No model is called that.</CommandEmpty>}
            <ModelGroup heading="Good for apps" models={(models.data ?? []).filter((m) => m.suggested)} chosen={id} onChoose={choose} />
            <ModelGroup heading="All models" models={(models.data ?? []).filter((m) => !m.suggested)} chosen={id} onChoose={choose} />
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  );
}

type ModelGroupProps = { heading: string; models: Model[]; chosen: string; onChoose: (model: string) => void };

function ModelGroup({ heading, models, chosen, onChoose }: ModelGroupProps) {
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
