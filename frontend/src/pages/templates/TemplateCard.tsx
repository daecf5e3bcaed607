import { Download } from 'lucide-react';
import type { Template } from '@/api/types';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Glyph } from '@/ui/glyph';

type TemplateCardProps = { template: Template; onTake: () => void };

const shown = 6;

export function TemplateCard({ template, onTake }: TemplateCardProps) {
  const title = `template-${template.id}`;
  return (
    <li aria-labelledby={title} className="flex min-w-0 flex-col gap-2.5 rounded-lg border border-line bg-raised p-3.5 shadow-1">
      <div className="flex items-center gap-2.5">
        <span className="grid size-8 shrink-0 place-items-center rounded-md bg-soft text-ink-2">
          <Glyph shape={template.glyph} />
        </span>
        <h3 id={title} className="font-semibold">
          {template.title}
        </h3>
        {template.pack && (
          <Badge className="ms-auto" title="Its parts are downloaded once, when you first open such an app.">
            <Download aria-hidden />
            One download
          </Badge>
        )}
      </div>
      <p className="text-ink-2">{template.description}</p>
      <Libraries names={template.libraries} />
      <p className="mt-auto border-s-2 border-line ps-2.5 text-sm text-ink-3">{template.prompt}</p>
      <Button variant="outline" className="w-fit" onClick={onTake}>
        Begin with this<span className="sr-only">: {template.title}</span>
      </Button>
    </li>
  );
}

function Libraries({ names }: { names: string[] }) {
  if (names.length === 0) return null;
  const rest = names.length - shown;
  return (
    <ul aria-label="Libraries" className="flex flex-wrap gap-1">
      {names.slice(0, shown).map((name) => (
        <li key={name}>
          <Badge>{name}</Badge>
        </li>
      ))}
      {rest > 0 && (
        <li>
          <Badge variant="plain" title={names.slice(shown).join(', ')}>
            and {rest} more
          </Badge>
        </li>
      )}
    </ul>
  );
}
