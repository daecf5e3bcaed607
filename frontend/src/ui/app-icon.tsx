import { cn } from './cn';

type AppIconProps = { icon: string; size?: number; className?: string };

/** An app's generated icon. It is shown as an image, so nothing in the SVG can run or reach out. */
export function AppIcon({ icon, size = 34, className }: AppIconProps) {
  return (
    <img
      src={`data:image/svg+xml;utf8,${encodeURIComponent(icon)}`}
      width={size}
      height={size}
      alt=""
      draggable={false}
      className={cn('shrink-0 opacity-(--icon-dim)', className)}
    />
  );
}
