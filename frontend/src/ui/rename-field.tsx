import { useRef } from 'react';
import { Input } from './input';

type RenameFieldProps = { label: string; value: string; onDone: (name: string | null) => void; className?: string };

/** A name in place: Enter or leaving takes it, Esc leaves it as it was. */
export function RenameField({ label, value, onDone, className }: RenameFieldProps) {
  const done = useRef(false);
  const finish = (name: string | null) => {
    if (done.current) return;
    done.current = true;
    onDone(name && name !== value ? name : null);
  };
  return (
    <Input
      aria-label={label}
      defaultValue={value}
      maxLength={80}
      autoFocus
      className={className}
      onFocus={(event) => event.target.select()}
      onBlur={(event) => finish(event.target.value.trim())}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(event.currentTarget.value.trim());
        if (event.key === 'Escape') finish(null);
      }}
    />
  );
}

/** For a menu's onCloseAutoFocus: a closing menu gives the focus back to its trigger, unless renaming has taken it. */
export function keepRenameFocus(event: Event): void {
  if (document.activeElement instanceof HTMLInputElement) event.preventDefault();
}
