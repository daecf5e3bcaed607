import { useState } from 'react';
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { arrayMove, SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { GripVertical } from 'lucide-react';
import { Badge } from '@/components/ui/badge';

const start = [
  { id: 'write', title: 'Write the letter', level: 'high' },
  { id: 'stamp', title: 'Buy a stamp', level: 'low' },
  { id: 'post', title: 'Bring it to the post', level: 'low' },
];

function Row({ id, title, level }: (typeof start)[number]) {
  const { attributes, listeners, setNodeRef, transform, transition } = useSortable({ id });
  return (
    <li ref={setNodeRef} style={{ transform: CSS.Transform.toString(transform), transition }} className="flex items-center gap-3 rounded-lg border bg-card p-3">
      <button {...attributes} {...listeners} aria-label={`Move ${title}`} className="cursor-grab">
        <GripVertical className="size-4" />
      </button>
      <span className="flex-1">{title}</span>
      <Badge variant={level === 'high' ? 'destructive' : 'secondary'}>{level}</Badge>
    </li>
  );
}

export default function App() {
  const [tasks, setTasks] = useState(start);
  const sensors = useSensors(useSensor(PointerSensor), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (over && active.id !== over.id) {
      setTasks((all) => arrayMove(all, all.findIndex((t) => t.id === active.id), all.findIndex((t) => t.id === over.id)));
    }
  };
  return (
    <main className="mx-auto max-w-lg space-y-4 p-6">
      <h1 className="text-xl font-semibold">Order of work</h1>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd}>
        <SortableContext items={tasks} strategy={verticalListSortingStrategy}>
          <ul className="space-y-2">{tasks.map((task) => <Row key={task.id} {...task} />)}</ul>
        </SortableContext>
      </DndContext>
      <p>First: {tasks[0].title}</p>
      <button className="underline" onClick={() => setTasks((all) => [...all].reverse())}>Turn round</button>
    </main>
  );
}
