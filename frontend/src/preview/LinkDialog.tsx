import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from '@/ui/alert-dialog';
import type { LinkQuestion } from './links';
import { useQuiet } from './quiet';

/** Asks before a link of an app is opened in the system's browser. */
export function LinkDialog({ appName, question }: { appName: string; question: LinkQuestion }) {
  const quiet = useQuiet(question);
  const mail = question.url.startsWith('mailto:');
  return (
    <AlertDialog open onOpenChange={(open) => !open && question.answer(false)}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>
            {mail ? `${appName} wants to write to ${question.host}` : `${appName} wants to open ${question.host}`}
          </AlertDialogTitle>
          <AlertDialogDescription>
            {mail ? 'It opens in your mail program.' : 'It opens in your browser.'}
          </AlertDialogDescription>
        </AlertDialogHeader>
        <p className="max-h-32 overflow-auto rounded-md bg-sunken px-3 py-2 font-mono text-xs break-all">{question.url}</p>
        <AlertDialogFooter>
          <AlertDialogCancel onClick={() => question.answer(false)}>No</AlertDialogCancel>
          <AlertDialogAction onClick={quiet(() => question.answer(true))}>Open</AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
