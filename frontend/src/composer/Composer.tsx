import { ArrowUp, Square } from 'lucide-react';
import { useImperativeHandle, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { Button } from '@/ui/button';
import { cn } from '@/ui/cn';
import { Kbd } from '@/ui/kbd';
import { ModelPicker } from './ModelPicker';
import { PriceHint } from './PriceHint';
import { TemplatePicker } from './TemplatePicker';
import { useDraft } from './useDraft';

export type Prompt = { text: string; model: string; template: string };

/** What others may do to a composer: begin a prompt, and insist on a template. It never overwrites what is typed. */
export type ComposerHandle = { begin: (text: string, template?: string) => void };

type ComposerProps = {
  draftKey: string;
  label: string;
  placeholder: string;
  /** Sends a prompt; the text stays in the composer when it rejects or resolves to false. */
  onSend: (prompt: Prompt) => Promise<boolean>;
  /** Shows Stop in the place of Send. */
  onStop?: (() => void) | undefined;
  /** The prompt that Up brings back into an empty composer, or how to find it. */
  lastPrompt?: string | (() => Promise<string>) | undefined;
  /** Whether the template can still be chosen. */
  withTemplate?: boolean;
  autoFocus?: boolean;
  large?: boolean;
  children?: ReactNode;
  ref?: Ref<ComposerHandle>;
};

/** Where a person says what they need. What is typed is kept until it is sent. */
export function Composer({ draftKey, label, placeholder, onSend, onStop, lastPrompt, withTemplate, autoFocus, large, children, ref }: ComposerProps) {
  const { text, setText } = useDraft(draftKey);
  const [model, setModel] = useState('');
  const [template, setTemplate] = useState('');
  const [sending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const begun = useRef(''); // what was begun for the person, who has typed nothing to it

  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);

  useImperativeHandle(ref, () => ({
    begin: (start, insisted) => {
      if (!text.trim() || text === begun.current) setText((begun.current = start));
      if (insisted !== undefined) setTemplate(insisted);
      field.current?.focus();
    },
  }));

  const recall = async () => {
    const last = typeof lastPrompt === 'function' ? await lastPrompt() : lastPrompt;
    if (last && field.current?.value === '') setText(last);
  };

  const send = async () => {
    if (!text.trim() || sending || onStop) return;
    setSending(true);
    const sent = await onSend({ text, model, template }).catch(() => false);
    setSending(false);
    if (sent) setText('');
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void send();
    }
    if (event.key === 'ArrowUp' && text === '' && lastPrompt) {
      event.preventDefault();
      void recall();
    }
  };

  return (
    <div className="rounded-lg border border-line-strong bg-raised shadow-2 focus-within:border-line-control">
      <textarea
        ref={field}
        data-composer
        aria-label={label}
        placeholder={placeholder}
        value={text}
        rows={1}
        autoFocus={autoFocus}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className={cn('block max-h-[calc(8lh+1rem)] w-full resize-none bg-transparent px-3 pt-2.5 pb-1 text-md outline-none placeholder:text-ink-3 focus-visible:shadow-none', large && 'px-4 pt-3.5 text-[0.9375rem] leading-5.5')}
      />
      <div className={cn('flex items-end gap-2 p-2 ps-1.5', large && 'p-2.5 ps-2.5')}>
        <div className="flex min-w-0 flex-1 flex-wrap gap-1">
          {withTemplate && <TemplatePicker value={template} onChange={setTemplate} />}
          <ModelPicker value={model} onChange={setModel} />
        </div>
        <div className="flex shrink-0 items-center gap-2">
          {children}
          {!onStop && <PriceHint text={text} model={model} />}
          {onStop ? (
            <Button variant="outline" onClick={onStop} title="Stop (Ctrl .)">
              <Square className="fill-bad !text-bad" />
              Stop
            </Button>
          ) : (
            <>
              {large && <Kbd className="max-sm:hidden">Enter</Kbd>}
              <Button size="icon" aria-label="Send" disabled={!text.trim() || sending} onClick={() => void send()} className="rounded-md">
                <ArrowUp />
              </Button>
            </>
          )}
        </div>
      </div>
    </div>
  );
}
