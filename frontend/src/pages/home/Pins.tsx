import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { arrayMove, rectSortingStrategy, SortableContext, sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { useState } from 'react';
import { useAppActions } from '@/api/apps';
import type { App } from '@/api/types';
import { moveFocus } from './moveFocus';
import { PinTile } from './PinTile';

const DRAG_AFTER_PX = 6;

/** The pinned apps, in the order the person gave them by dragging, by Space and arrows, or by Alt and arrows. */
export function Pins({ pins }: { pins: App[] }) {
  const { orderPins } = useAppActions();
  const [dragging, setDragging] = useState(false);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_AFTER_PX } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates, keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] } }),
  );
  const place = (from: number, to: number) => {
    if (from !== to && to >= 0 && to < pins.length) void orderPins(arrayMove(pins, from, to));
  };
  const onDragEnd = ({ active, over, activatorEvent }: DragEndEvent) => {
    setDragging(false);
    if (activatorEvent instanceof PointerEvent) ignoreNextClick();
    if (!over) return;
    const at = (id: string | number) => pins.findIndex((pin) => pin.id === id);
    place(at(active.id), at(over.id));
  };
  return (
    <section aria-labelledby="pinned">
      <h2 id="pinned" className="mb-2.5 text-md font-semibold">
        Pinned
      </h2>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragStart={() => setDragging(true)}
        onDragEnd={onDragEnd}
        onDragCancel={() => setDragging(false)}
      >
        <SortableContext items={pins.map((pin) => pin.id)} strategy={rectSortingStrategy}>
          <ul
            onKeyDown={dragging ? undefined : moveFocus}
            className="grid grid-cols-1 gap-2 @min-[340px]:grid-cols-2 @min-[520px]:grid-cols-3 @min-[900px]:grid-cols-6 @min-[900px]:gap-3"
          >
            {pins.map((pin, index) => (
              <PinTile key={pin.id} app={pin} onMove={(step) => place(index, index + step)} />
            ))}
          </ul>
        </SortableContext>
      </DndContext>
    </section>
  );
}

/** The click that ends a drag must not follow the link that was dragged. */
function ignoreNextClick(): void {
  const ignore = (event: MouseEvent) => event.preventDefault();
  window.addEventListener('click', ignore, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', ignore, { capture: true }));
}
