import { useQuery } from '@tanstack/react-query';
import { ChevronDown, Cpu } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { queries } from '@/api/queries';
import { Button } from '@/ui/button';
import { Popover, PopoverContent, PopoverTrigger } from '@/ui/popover';

const ModelList = lazy(() => import('./ModelList').then((m) => ({ default: m.ModelList })));

type ModelPickerProps = { value: string; onChange: (model: string) => void };

/** "anthropic/claude-sonnet-4.5" as "claude-sonnet-4.5" while its proper name is not known. */
const nameOf = (id: string) => id.split('/').at(-1) ?? id;

/** "Anthropic: Claude Sonnet 4.5" without who made it. */
const shortName = (name: string) => name.split(': ').at(-1) ?? name;

/** Chooses the model for the next prompt; "" is the default one. Ctrl M opens it. */
export function ModelPicker({ value, onChange }: ModelPickerProps) {
  const [open, setOpen] = useState(false);
  const connection = useQuery(queries.state()).data?.connection;
  const models = useQuery({ ...queries.models(), enabled: open });
  if (!connection?.ready) return null;
  const id = value || connection.model;
  const name = models.data?.find((m) => m.id === id)?.name ?? nameOf(id);
  const choose = (model: string) => {
    onChange(model);
    setOpen(false);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" data-model-picker aria-label={`Model: ${name || 'none chosen'}`} className="max-w-full min-w-0 shrink">
          <Cpu />
          <span className="truncate">{shortName(name) || 'Choose a model'}</span>
          <ChevronDown />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Choose a model" className="w-96 max-w-[calc(100vw-32px)] p-0">
        <Suspense>
          <ModelList chosen={id} onChoose={choose} />
        </Suspense>
      </PopoverContent>
    </Popover>
  );
}
