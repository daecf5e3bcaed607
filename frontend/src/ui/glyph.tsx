import { cn } from './cn';

type GlyphProps = { shape: string; className?: string };

/** A Lucide icon whose shape comes from data. It is a mask, so nothing in it can run, and it takes the text's colour. */
export function Glyph({ shape, className }: GlyphProps) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shape}</svg>`;
  return (
    <span
      aria-hidden
      className={cn('inline-block size-4 shrink-0 bg-current [forced-color-adjust:none] forced-colors:bg-[CanvasText]', className)}
      style={{ mask: `url("data:image/svg+xml,${encodeURIComponent(svg)}") center / contain no-repeat` }}
    />
  );
}
