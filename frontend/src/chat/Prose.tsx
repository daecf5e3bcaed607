import './chat.css';
import { memo } from 'react';
import { readBlocks, readSpans, splitBlocks, type Block, type Span } from './markdown';

interface ProseProps {
  text: string;
  /** Whether it is still being written; a caret stands at its end then. */
  writing: boolean;
  onLink: (url: string) => void;
}

/** A reply's prose. Pieces that no longer change are not read again while the last one grows. */
export function Prose({ text, writing, onLink }: ProseProps) {
  const pieces = splitBlocks(text);
  return (
    <div className="flex flex-col gap-2 leading-[21px] break-words">
      {pieces.map((piece, index) => (
        <Piece key={index} text={piece} caret={writing && index === pieces.length - 1} onLink={onLink} />
      ))}
    </div>
  );
}

const Piece = memo(function Piece({ text, caret, onLink }: { text: string; caret: boolean; onLink: (url: string) => void }) {
  const blocks = readBlocks(text);
  return blocks.map((block, index) => (
    <BlockView key={index} block={block} caret={caret && index === blocks.length - 1} onLink={onLink} />
  ));
});

interface BlockProps {
  block: Block;
  caret: boolean;
  onLink: (url: string) => void;
}

function BlockView({ block, caret, onLink }: BlockProps) {
  const end = caret && <Caret />;
  switch (block.type) {
    case 'heading':
      return <p className="font-semibold"><Spans text={block.text} onLink={onLink} />{end}</p>;
    case 'paragraph':
      return <p className="whitespace-pre-line"><Spans text={block.text} onLink={onLink} />{end}</p>;
    case 'quote':
      return (
        <blockquote className="border-s-2 border-line-strong ps-3 whitespace-pre-line text-ink-2">
          <Spans text={block.text} onLink={onLink} />{end}
        </blockquote>
      );
    case 'code':
      return (
        <pre tabIndex={0} className="overflow-auto rounded-md border border-line bg-raised px-3 py-2 font-mono text-xs/[18px]">
          {block.text}{end}
        </pre>
      );
    case 'rule':
      return <hr className="border-line" />;
    case 'list':
      return <List block={block} caret={caret} onLink={onLink} />;
  }
}

function List({ block, caret, onLink }: BlockProps & { block: Extract<Block, { type: 'list' }> }) {
  const Tag = block.ordered ? 'ol' : 'ul';
  return (
    <Tag start={block.ordered ? block.start : undefined} className={`ps-5 ${block.ordered ? 'list-decimal' : 'list-disc'}`}>
      {block.items.map((item, index) => (
        <li key={index} className="whitespace-pre-line marker:text-ink-3">
          <Spans text={item} onLink={onLink} />
          {caret && index === block.items.length - 1 && <Caret />}
        </li>
      ))}
    </Tag>
  );
}

function Spans({ text, onLink }: { text: string; onLink: (url: string) => void }) {
  return <SpanList spans={readSpans(text)} onLink={onLink} />;
}

function SpanList({ spans, onLink }: { spans: Span[]; onLink: (url: string) => void }) {
  return spans.map((span, index) => <SpanView key={index} span={span} onLink={onLink} />);
}

function SpanView({ span, onLink }: { span: Span; onLink: (url: string) => void }) {
  switch (span.type) {
    case 'text':
      return span.text;
    case 'code':
      return <code className="rounded-xs bg-ink/8 px-1 py-px font-mono text-[12px]">{span.text}</code>;
    case 'strong':
      return <strong><SpanList spans={span.spans} onLink={onLink} /></strong>;
    case 'em':
      return <em><SpanList spans={span.spans} onLink={onLink} /></em>;
    case 'link':
      return (
        <button type="button" className="text-start text-blade-text underline underline-offset-2" onClick={() => onLink(span.url)}>
          <SpanList spans={span.spans} onLink={onLink} />
        </button>
      );
  }
}

/** The block that stands where the next word will come. */
export function Caret() {
  return (
    <span
      aria-hidden
      className="caret ms-[3px] inline-block h-3.5 w-[7px] rounded-[1.5px] bg-blade align-[-2px]"
    />
  );
}
