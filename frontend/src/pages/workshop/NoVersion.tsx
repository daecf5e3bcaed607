/** Stands in a tab of an app that has nothing to show. */
export function NoVersion({ isGone }: { isGone: boolean }) {
  return (
    <p className="m-auto p-8 text-center text-ink-2">
      {isGone ? 'The app of this chat was deleted.' : 'The first version appears when the first reply is whole.'}
    </p>
  );
}
