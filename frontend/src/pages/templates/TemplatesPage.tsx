import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { queries } from '@/api/queries';
import type { ComposerHandle } from '@/composer/Composer';
import { NewApp } from '@/pages/home/NewApp';
import { TemplateCard } from './TemplateCard';

/** What kinds of apps there are. Taking one insists on it and begins a prompt that shows what it can do. */
export function TemplatesPage() {
  const templates = useQuery(queries.templates()).data ?? [];
  const composer = useRef<ComposerHandle>(null);
  const page = useRef<HTMLElement>(null);
  const begin = (prompt: string, template: string) => {
    page.current?.scrollTo({ top: 0 });
    composer.current?.begin(prompt, template);
  };
  return (
    <main ref={page} className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-[1048px] grid-cols-[minmax(0,1fr)] gap-5 px-5 py-4.5 @min-[720px]:gap-6 @min-[720px]:px-8 @min-[720px]:py-6.5">
        <NewApp composer={composer} />
        <section aria-labelledby="templates">
          <div className="mb-3 flex h-7 items-center gap-2">
            <h2 id="templates" className="text-md font-semibold">
              Templates
            </h2>
            <span className="text-ink-3">The model chooses one, unless you do.</span>
          </div>
          <ul className="grid grid-cols-1 gap-2.5 @min-[560px]:grid-cols-2 @min-[860px]:grid-cols-3">
            {templates.map((template) => (
              <TemplateCard key={template.id} template={template} onTake={() => begin(template.prompt, template.id)} />
            ))}
          </ul>
        </section>
      </div>
    </main>
  );
}
