import { useState } from 'react';
import { Input } from '@/ui/input';

/** Takes a new name in place: Enter keeps it, Esc leaves the old one, and so does an empty one. */
export function NameField({ name, onDone }: { name: string; onDone: (name: string) => void }) {
  const [text, setText] = useState(name);
  return (
    <Input
      aria-label="Name"
      value={text}
      maxLength={80}
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onDone(text.trim())}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') onDone(text.trim());
        if (event.key === 'Escape') onDone(name);
      }}
      className="h-7 min-w-0 flex-1"
    />
  );
}
