import type { Message, Problem } from '@/api/types';
import type { OutcomeActions } from './Outcome';
import { Reply } from './Reply';
import { useFollowEnd } from './useFollowEnd';

interface ThreadProps {
  messages: readonly Message[];
  before: ReadonlyMap<string, number>;
  actions: OutcomeActions;
  onFix: (problems: readonly Problem[]) => void;
  onLink: (url: string) => void;
  children?: React.ReactNode;
}

/** A chat from its first prompt to its last reply; `children` stand at its end. */
export function Thread({ messages, before, actions, onFix, onLink, children }: ThreadProps) {
  const follow = useFollowEnd();
  return (
    <div
      ref={follow.scroller}
      tabIndex={0}
      role="region"
      aria-label="Conversation"
      className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto [mask-image:linear-gradient(transparent,#000_26px)]"
    >
      <div ref={follow.content} data-selectable className="flex min-h-full flex-col justify-end gap-3 px-4 pt-7 pb-2.5">
        {messages.map((message, index) =>
          message.role === 'user' ? (
            <Prompt key={message.id} text={message.text} />
          ) : (
            <Reply
              key={message.id}
              message={message}
              last={index === messages.length - 1}
              before={before}
              actions={actions}
              onFix={onFix}
              onLink={onLink}
            />
          ),
        )}
        {children}
      </div>
    </div>
  );
}

function Prompt({ text }: { text: string }) {
  return (
    <div className="max-w-[88%] self-end rounded-[12px_12px_4px_12px] bg-soft px-3 py-2 leading-5 break-words whitespace-pre-wrap">
      <span className="sr-only">You: </span>
      {text}
    </div>
  );
}
