import { useState } from 'react';
import { Check, CircleDashed, Copy, FileCode, LoaderCircle } from 'lucide-react';
import { Button } from '@/ui/button';
import { CodeEditor } from './CodeEditor';
import type { ShownFile } from './files';
import type { LineProblem } from './marks';

interface CodeViewProps {
  files: readonly ShownFile[];
  problems: ReadonlyMap<string, readonly LineProblem[]>;
}

const none: readonly LineProblem[] = [];

/** The files of an app to read. The file being written is followed until the person picks another. */
export function CodeView({ files, problems }: CodeViewProps) {
  const [picked, setPicked] = useState<{ path: string; during: string } | undefined>();
  const writing = files.find((f) => f.state === 'writing')?.path ?? '';
  const isWriting = files.some((f) => f.state !== 'whole');
  const wanted = picked && (!isWriting || picked.during === 'writing') ? picked.path : writing || picked?.path;
  const file = files.find((f) => f.path === wanted) ?? files.find((f) => problems.has(f.path)) ?? files[0];
  if (!file) return null;
  return (
    <div className="@container flex min-h-0 flex-1 bg-surface @max-[340px]:flex-col">
      <FileList
        files={files}
        shown={file.path}
        problems={problems}
        onPick={(path) => setPicked({ path, during: isWriting ? 'writing' : '' })}
      />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <FileBar file={file} />
        <CodeEditor
          path={file.path}
          text={file.text}
          growing={file.state === 'writing'}
          problems={problems.get(file.path) ?? none}
        />
      </div>
    </div>
  );
}

interface FileListProps {
  files: readonly ShownFile[];
  shown: string;
  problems: CodeViewProps['problems'];
  onPick: (path: string) => void;
}

function FileList({ files, shown, problems, onPick }: FileListProps) {
  return (
    <nav aria-label="Files" className="w-[200px] flex-none overflow-auto border-e border-line bg-window p-2 @max-[560px]:w-[148px] @max-[340px]:max-h-24 @max-[340px]:w-full @max-[340px]:border-e-0 @max-[340px]:border-b">
      <ul>
        {files.map((file) => (
          <li key={file.path}>
            <button
              type="button"
              aria-current={file.path === shown}
              onClick={() => onPick(file.path)}
              className="flex h-[26px] w-full items-center gap-2 rounded-sm px-2 text-start text-ink-2 hover:bg-hover aria-[current=true]:bg-selected aria-[current=true]:text-ink"
            >
              <FileMark file={file} />
              <span className="min-w-0 flex-1 truncate font-mono text-[12px]" title={file.path}>
                {file.path}
              </span>
              {problems.has(file.path) && <span className="size-[7px] flex-none rounded-full bg-bad" role="img" aria-label="has problems" />}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function FileMark({ file }: { file: ShownFile }) {
  const look = 'size-3.5 flex-none';
  if (file.state === 'writing') {
    return <LoaderCircle className={`${look} animate-spin text-blade-text`} aria-label="being written" />;
  }
  if (file.state === 'unfinished') return <CircleDashed className={`${look} text-ink-3`} aria-label="not part of any version" />;
  return <FileCode className={`${look} text-ink-3`} aria-hidden />;
}

function FileBar({ file }: { file: ShownFile }) {
  const [copied, setCopied] = useState('');
  const copy = async () => {
    await navigator.clipboard.writeText(file.text);
    setCopied(file.text);
  };
  const isCopied = copied !== '' && copied === file.text;
  return (
    <div className="flex h-9 flex-none items-center gap-2 border-b border-line ps-3.5 pe-2 text-sm text-ink-3">
      <span className="truncate font-mono text-[12px] text-ink">{file.path}</span>
      <span className="whitespace-nowrap">{stateText(file)}</span>
      <Button variant="ghost" size="sm" className="ms-auto" onClick={() => void copy()}>
        {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
        {isCopied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}

function stateText(file: ShownFile): string {
  if (file.state === 'unfinished') return 'not part of any version';
  if (file.isEdit) return file.state === 'writing' ? 'changes, being written' : 'changes';
  return file.state === 'writing' ? 'being written' : '';
}
