import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { toApiError } from '@/api/errors';
import { queries } from '@/api/queries';
import type { License } from '@/api/types';

/** A package and its licence; the text is read when it is opened. */
export function LicenseRow({ license }: { license: License }) {
  const [isOpen, setOpen] = useState(false);
  const { name, version } = license;
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex min-h-8 w-full items-center gap-2 rounded-lg px-3 py-1 text-start hover:bg-hover"
      >
        <ChevronRight className={`size-4 flex-none text-ink-3 transition-transform ${isOpen ? 'rotate-90' : 'rtl:rotate-180'}`} aria-hidden />
        <span className="min-w-0 truncate">{name}</span>
        <span className="flex-none text-sm text-ink-3">{version}</span>
        <span className="ms-auto max-w-[40%] flex-none truncate text-sm text-ink-2">{license.license || 'see text'}</span>
      </button>
      {isOpen && <Text license={license} />}
    </li>
  );
}

function Text({ license: { name, version, from } }: { license: License }) {
  const text = useQuery(queries.license(name, version, from));
  if (text.isPending) return null;
  const words = text.isError ? toApiError(text.error).message : text.data || 'The package holds no text of its licence.';
  return (
    <pre
      tabIndex={0}
      role="region"
      aria-label={`Licence of ${name}`}
      data-selectable
      className="max-h-80 overflow-auto border-t border-line bg-surface px-4 py-3 font-mono text-xs/[18px] break-words whitespace-pre-wrap text-ink-2"
    >
      {words}
    </pre>
  );
}
