import { setLayout, useLayout } from '@/stores/layout';

const narrowest = 320;
const widest = 560;

/** The edge between chat and app; drag it, or move it with the arrow keys. */
export function Divider() {
  const { chatWidth } = useLayout();
  const set = (width: number) => setLayout({ chatWidth: Math.round(Math.min(widest, Math.max(narrowest, width))) });
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the chat"
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      aria-valuenow={chatWidth}
      tabIndex={0}
      className="absolute inset-y-0 -end-1 z-20 w-2 cursor-col-resize touch-none hover:bg-blade/20 focus-visible:bg-blade/30 @max-[900px]:hidden"
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') set(chatWidth - 16);
        if (event.key === 'ArrowRight') set(chatWidth + 16);
      }}
      onDoubleClick={() => set(404)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const column = event.currentTarget.parentElement?.getBoundingClientRect();
        if (column) set(event.clientX - column.left);
      }}
    />
  );
}
