import { useMemo, useState } from 'react';
import { TrendingUp, Users, DollarSign } from 'lucide-react';
import { Area, AreaChart, CartesianGrid, Pie, PieChart, XAxis } from 'recharts';
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { ChartContainer, ChartTooltip, ChartTooltipContent, type ChartConfig } from '@/components/ui/chart';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group';
import { Stat } from './components/Stat';
import { months, sources } from './data';

const config = {
  revenue: { label: 'Revenue', color: 'var(--chart-1)' },
  search: { label: 'Search', color: 'var(--chart-1)' },
  mail: { label: 'Mail', color: 'var(--chart-2)' },
} satisfies ChartConfig;

export default function App() {
  const [span, setSpan] = useState('6');
  const shown = useMemo(() => months.slice(-Number(span)), [span]);
  const total = shown.reduce((sum, month) => sum + month.revenue, 0);
  return (
    <div className="min-h-screen bg-background p-6 text-foreground">
      <header className="mb-6 flex items-center justify-between">
        <h1 className="text-2xl font-bold tracking-tight">Sales overview</h1>
        <ToggleGroup type="single" value={span} onValueChange={(value) => value && setSpan(value)} variant="outline">
          <ToggleGroupItem value="3">3 months</ToggleGroupItem>
          <ToggleGroupItem value="6">6 months</ToggleGroupItem>
        </ToggleGroup>
      </header>
      <div className="grid gap-4 md:grid-cols-3">
        <Stat icon={DollarSign} label="Revenue" value={total.toLocaleString('en-US', { style: 'currency', currency: 'USD' })} />
        <Stat icon={Users} label="Customers" value={String(shown.length * 40)} />
        <Stat icon={TrendingUp} label="Growth" value="12.5 %" />
      </div>
      <Tabs defaultValue="revenue" className="mt-6">
        <TabsList>
          <TabsTrigger value="revenue">Revenue</TabsTrigger>
          <TabsTrigger value="sources">Sources</TabsTrigger>
        </TabsList>
        <TabsContent value="revenue">
          <Card>
            <CardHeader>
              <CardTitle>Revenue by month</CardTitle>
              <CardDescription>{shown.length} months</CardDescription>
            </CardHeader>
            <CardContent>
              <ChartContainer config={config} className="h-64 w-full">
                <AreaChart data={shown} accessibilityLayer>
                  <CartesianGrid vertical={false} />
                  <XAxis dataKey="month" tickLine={false} axisLine={false} />
                  <ChartTooltip content={<ChartTooltipContent />} />
                  <Area dataKey="revenue" type="monotone" stroke="var(--color-revenue)" fill="var(--color-revenue)" fillOpacity={0.3} isAnimationActive={false} />
                </AreaChart>
              </ChartContainer>
            </CardContent>
          </Card>
        </TabsContent>
        <TabsContent value="sources">
          <ChartContainer config={config} className="mx-auto h-64">
            <PieChart>
              <Pie data={sources} dataKey="share" nameKey="source" isAnimationActive={false} label />
            </PieChart>
          </ChartContainer>
        </TabsContent>
      </Tabs>
    </div>
  );
}
