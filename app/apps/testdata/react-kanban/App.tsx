import React, { useState } from 'react';
import { DndContext, closestCenter, KeyboardSensor, PointerSensor, useSensor, useSensors, DragEndEvent } from '@dnd-kit/core';
import { arrayMove, SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { GripVertical, Pencil } from 'lucide-react';
import { FaReact } from 'react-icons/fa';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu';
import { Switch } from '@/components/ui/switch';
import { Label } from '@/components/ui/label';
import { Tooltip, TooltipContent, TooltipProvider, TooltipTrigger } from '@/components/ui/tooltip';
import { Alert, AlertDescription, AlertTitle } from '@/components/ui/alert';
import { Progress } from '@/components/ui/progress';

function Row({ id }: { id: string }) {
  const { attributes, listeners, setNodeRef, transform, transition } = useSortable({ id });
  return (
    <li ref={setNodeRef} style={{ transform: CSS.Transform.toString(transform), transition }} className="flex items-center gap-2 border rounded-md p-2 mb-1 bg-card">
      <button {...attributes} {...listeners} aria-label={`Drag ${id}`}><GripVertical size={16} /></button>{id}
    </li>
  );
}

export default function Board() {
  const [items, setItems] = useState(['Design', 'Build', 'Ship']);
  const [dark, setDark] = useState(false);
  const sensors = useSensors(useSensor(PointerSensor), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const end = ({ active, over }: DragEndEvent) => { if (over && active.id !== over.id) setItems((l) => arrayMove(l, l.indexOf(String(active.id)), l.indexOf(String(over.id)))); };
  return (
    <TooltipProvider>
      <div className={dark ? 'dark' : ''}>
        <div className="bg-background text-foreground p-6 min-h-screen">
          <Alert className="mb-4"><FaReact /><AlertTitle>Board</AlertTitle><AlertDescription>{items.join(' → ')}</AlertDescription></Alert>
          <Progress value={40} aria-label="Progress" />
          <div className="flex items-center gap-2 my-3"><Switch id="dark" checked={dark} onCheckedChange={setDark} /><Label htmlFor="dark">Dark mode</Label></div>
          <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={end}><SortableContext items={items} strategy={verticalListSortingStrategy}><ul>{items.map((id) => <Row key={id} id={id} />)}</ul></SortableContext></DndContext>
          <DropdownMenu>
            <DropdownMenuTrigger className="border rounded px-3 py-1"><Pencil className="inline w-4" /> Actions</DropdownMenuTrigger>
            <DropdownMenuContent><DropdownMenuItem onSelect={() => setItems((l) => [...l].reverse())}>Reverse</DropdownMenuItem></DropdownMenuContent>
          </DropdownMenu>
          <Tooltip><TooltipTrigger className="ml-4 underline">Hint</TooltipTrigger><TooltipContent>Drag by the dots</TooltipContent></Tooltip>
        </div>
      </div>
    </TooltipProvider>
  );
}
