import { Prose } from './Prose';
import type { Message } from './talks';

type Props = { message: Message; onAgain?: () => void; onCopy: (text: string) => void };

export function MessageView({ message, onAgain, onCopy }: Props) {
  if (message.role === 'user') return <li className="mine"><span className="hidden">You: </span>{message.text}</li>;
  return (
    <li className="theirs">
      <span className="hidden">Companion: </span>
      {message.text && <Prose text={message.text} />}
      {message.ending === 'stopped' && <p className="ending">{message.text ? 'You stopped here.' : 'You stopped before the first word.'}</p>}
      {message.problem && <p className="problem">{message.problem}{message.ending === 'failed' && message.text && ' What had arrived is kept above.'}</p>}
      <div className="tools">
        {message.text && <button onClick={() => onCopy(message.text)}>Copy</button>}
        {onAgain && <button onClick={onAgain}>Ask again</button>}
        {message.model && <span>{message.model}{message.cost > 0 && `, $${message.cost < 0.01 ? message.cost.toFixed(4) : message.cost.toFixed(2)}`}</span>}
      </div>
    </li>
  );
}
