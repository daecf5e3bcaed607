/** One line of what a permission means, behind a picture. */
export function Fact({ icon, children }: { icon: React.ReactNode; children: React.ReactNode }) {
  return (
    <li className="flex items-start gap-2 [&>svg]:mt-0.5 [&>svg]:size-3.5 [&>svg]:flex-none [&>svg]:text-ink-3">
      {icon}
      <span>{children}</span>
    </li>
  );
}
