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
import type { AskQuestion } from './ask';

/** Asks whether an app may have what it wants now. */
export function AskDialog({ question }: { question: AskQuestion }) {
  return (
    <AlertDialog open onOpenChange={(open) => !open && question.answer(false)}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{question.title}</AlertDialogTitle>
          <AlertDialogDescription>{question.text}</AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogFooter>
          <AlertDialogCancel onClick={() => question.answer(false)}>No</AlertDialogCancel>
          <AlertDialogAction onClick={() => question.answer(true)}>{question.yes}</AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
