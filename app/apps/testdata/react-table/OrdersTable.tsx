import { useMemo, useState } from 'react';
import { ArrowUpDown } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';

type Order = { id: string; who: string; cents: number; state: 'paid' | 'open' };

const orders: Order[] = [
  { id: 'A1', who: 'Mira', cents: 4990, state: 'paid' },
  { id: 'A2', who: 'Jonas', cents: 1250, state: 'open' },
  { id: 'A3', who: 'Aylin', cents: 8900, state: 'paid' },
];

const money = (cents: number) => new Intl.NumberFormat('en-US', { style: 'currency', currency: 'EUR' }).format(cents / 100);

export default function OrdersTable() {
  const [filter, setFilter] = useState('');
  const [state, setState] = useState('all');
  const [up, setUp] = useState(true);
  const [open, setOpen] = useState<Order | null>(null);
  const shown = useMemo(
    () =>
      orders
        .filter((o) => o.who.toLowerCase().includes(filter.toLowerCase()) && (state === 'all' || o.state === state))
        .toSorted((a, b) => (up ? a.cents - b.cents : b.cents - a.cents)),
    [filter, state, up],
  );
  return (
    <div className="container mx-auto space-y-4 p-6">
      <div className="flex gap-2">
        <Input aria-label="Filter" placeholder="Filter names..." value={filter} onChange={(e) => setFilter(e.target.value)} className="max-w-xs" />
        <Select value={state} onValueChange={setState}>
          <SelectTrigger aria-label="State" className="w-32"><SelectValue /></SelectTrigger>
          <SelectContent>
            <SelectItem value="all">All</SelectItem>
            <SelectItem value="paid">Paid</SelectItem>
            <SelectItem value="open">Open</SelectItem>
          </SelectContent>
        </Select>
      </div>
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>Who</TableHead>
            <TableHead><Button variant="ghost" onClick={() => setUp(!up)}>Amount <ArrowUpDown /></Button></TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {shown.length === 0 && <TableRow><TableCell colSpan={2}>No results.</TableCell></TableRow>}
          {shown.map((o) => (
            <TableRow key={o.id} onClick={() => setOpen(o)} className="cursor-pointer">
              <TableCell>{o.who}</TableCell>
              <TableCell>{money(o.cents)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Dialog open={open !== null} onOpenChange={(is) => !is && setOpen(null)}>
        <DialogContent>
          <DialogHeader>
            <DialogTitle>Order {open?.id}</DialogTitle>
            <DialogDescription>{open?.who} owes {open && money(open.cents)}</DialogDescription>
          </DialogHeader>
        </DialogContent>
      </Dialog>
    </div>
  );
}
