import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { arrayMove, rectSortingStrategy, SortableContext, sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { useAppActions } from '@/api/apps';
import type { App } from '@/api/types';
import { PinTile } from './PinTile';
import { moveFocus } from './useArrowKeys';

const DRAG_AFTER_PX = 6;

/** The pinned apps, in the order the person gave them by dragging, by Space and arrows, or by Alt and arrows. */
export function Pins({ pins }: { pins: App[] }) {
  const { orderPins } = useAppActions();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_AFTER_PX } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates, keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] } }),
  );
  const place = (from: number, to: number) => {
    if (from !== to && to >= 0 && to < pins.length) void orderPins(arrayMove(pins, from, to));
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (!over) return;
    const at = (id: string | number) => pins.findIndex((pin) => pin.id === id);
    place(at(active.id), at(over.id));
  };
  return (
    <section aria-labelledby="pinned">
      <h2 id="pinned" className="mb-3 text-md font-semibold">
        Pinned
      </h2>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd}>
        <SortableContext items={pins.map((pin) => pin.id)} strategy={rectSortingStrategy}>
          <ul onKeyDown={moveFocus} className="grid grid-cols-2 gap-3 @min-[520px]:grid-cols-3 @min-[900px]:grid-cols-6">
            {pins.map((pin, index) => (
              <PinTile key={pin.id} app={pin} onMove={(step) => place(index, index + step)} />
            ))}
          </ul>
        </SortableContext>
      </DndContext>
    </section>
  );
}
