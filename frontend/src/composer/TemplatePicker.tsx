import { Check, ChevronDown, Shapes } from 'lucide-react';
import { Button } from '@/ui/button';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/ui/dropdown-menu';

const templates = [
  { id: '', name: 'Choose for me' },
  { id: 'html', name: 'Web page' },
  { id: 'react', name: 'React' },
] as const;

type TemplatePickerProps = { value: string; onChange: (template: string) => void };

export function TemplatePicker({ value, onChange }: TemplatePickerProps) {
  const chosen = templates.find((t) => t.id === value) ?? templates[0];
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" aria-label={`Template: ${chosen.name}`}>
          <Shapes />
          {chosen.name}
          <ChevronDown />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {templates.map((template) => (
          <DropdownMenuItem key={template.id} onSelect={() => onChange(template.id)}>
            <Check className={template.id === value ? '' : 'invisible'} />
            {template.name}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
