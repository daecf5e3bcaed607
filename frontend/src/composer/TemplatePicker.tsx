import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Check, ChevronDown, Shapes } from 'lucide-react';
import { queries } from '@/api/queries';
import { Button } from '@/ui/button';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from '@/ui/dropdown-menu';
import { Glyph } from '@/ui/glyph';

const unasked = { id: '', title: 'Choose for me' };

type TemplatePickerProps = { value: string; onChange: (template: string) => void };

/** Which kind of app it becomes; the model decides unless the person does. */
export function TemplatePicker({ value, onChange }: TemplatePickerProps) {
  const templates = useQuery(queries.templates()).data ?? [];
  const navigate = useNavigate();
  const chosen = templates.find((template) => template.id === value);
  const { title } = chosen ?? unasked;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" aria-label={`Template: ${title}`}>
          {chosen ? <Glyph shape={chosen.glyph} /> : <Shapes />}
          {title}
          <ChevronDown />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        <DropdownMenuItem onSelect={() => onChange('')}>
          <Check className={value === '' ? '' : 'invisible'} />
          {unasked.title}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        {templates.map((template) => (
          <DropdownMenuItem key={template.id} onSelect={() => onChange(template.id)}>
            <Check className={template.id === value ? '' : 'invisible'} />
            <Glyph shape={template.glyph} className="text-ink-3" />
            {template.title}
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void navigate({ to: '/templates' })}>
          <Shapes />
          Look at all templates
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
