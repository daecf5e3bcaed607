import { Inbox } from 'lucide-react';
import { Bar, BarChart, CartesianGrid, XAxis } from 'recharts';
import { Alert, AlertDescription, AlertTitle } from '@/components/ui/alert';
import { Avatar, AvatarFallback } from '@/components/ui/avatar';
import { Card, CardAction, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from '@/components/ui/card';
import { ChartContainer, ChartLegend, ChartLegendContent, ChartTooltip, ChartTooltipContent, type ChartConfig } from '@/components/ui/chart';
import { Empty, EmptyDescription, EmptyHeader, EmptyMedia, EmptyTitle } from '@/components/ui/empty';
import { Item, ItemContent, ItemDescription, ItemGroup, ItemMedia, ItemTitle } from '@/components/ui/item';
import { Skeleton } from '@/components/ui/skeleton';
import { Table, TableBody, TableCaption, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Button } from '@/components/ui/button';
import { Section } from './Section';

const config: ChartConfig = {
  desktop: { label: 'Desktop', color: 'var(--chart-1)' },
  mobile: { label: 'Mobile', color: 'var(--chart-2)' },
};
const months = [
  { month: 'May', desktop: 186, mobile: 80 },
  { month: 'June', desktop: 305, mobile: 200 },
  { month: 'July', desktop: 237, mobile: 120 },
];

export function Data() {
  return (
    <Section title="Data">
      <div className="grid gap-4 sm:grid-cols-2">
        <Card>
          <CardHeader>
            <CardTitle>Visitors</CardTitle>
            <CardDescription>May to July</CardDescription>
            <CardAction>
              <Button variant="outline" size="sm">
                Share
              </Button>
            </CardAction>
          </CardHeader>
          <CardContent>
            <ChartContainer config={config}>
              <BarChart accessibilityLayer data={months}>
                <CartesianGrid vertical={false} />
                <XAxis dataKey="month" tickLine={false} axisLine={false} />
                <ChartTooltip content={<ChartTooltipContent />} />
                <ChartLegend content={<ChartLegendContent />} />
                <Bar dataKey="desktop" fill="var(--color-desktop)" radius={4} isAnimationActive={false} />
                <Bar dataKey="mobile" fill="var(--color-mobile)" radius={4} isAnimationActive={false} />
              </BarChart>
            </ChartContainer>
          </CardContent>
          <CardFooter>Up by 5 % this month</CardFooter>
        </Card>
        <div className="grid content-start gap-4">
          <Alert>
            <Inbox />
            <AlertTitle>Heads up</AlertTitle>
            <AlertDescription>There is something new.</AlertDescription>
          </Alert>
          <Alert variant="destructive">
            <AlertTitle>Payment failed</AlertTitle>
            <AlertDescription>Check the card.</AlertDescription>
          </Alert>
          <ItemGroup>
            <Item variant="outline" role="listitem">
              <ItemMedia>
                <Avatar>
                  <AvatarFallback>AL</AvatarFallback>
                </Avatar>
              </ItemMedia>
              <ItemContent>
                <ItemTitle>Ada Lovelace</ItemTitle>
                <ItemDescription>Wrote the first program.</ItemDescription>
              </ItemContent>
            </Item>
          </ItemGroup>
          <Skeleton className="h-8 w-full" />
        </div>
      </div>
      <Table>
        <TableCaption>Invoices</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead>Number</TableHead>
            <TableHead className="text-right">Amount</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          <TableRow>
            <TableCell>INV001</TableCell>
            <TableCell className="text-right">250</TableCell>
          </TableRow>
          <TableRow>
            <TableCell>INV002</TableCell>
            <TableCell className="text-right">150</TableCell>
          </TableRow>
        </TableBody>
      </Table>
      <Empty className="border">
        <EmptyHeader>
          <EmptyMedia variant="icon">
            <Inbox />
          </EmptyMedia>
          <EmptyTitle>No mail</EmptyTitle>
          <EmptyDescription>What arrives stands here.</EmptyDescription>
        </EmptyHeader>
      </Empty>
    </Section>
  );
}
