import React, { useState, useMemo } from 'react';
import { LineChart, Line, XAxis, YAxis, CartesianGrid, Tooltip, Legend, ResponsiveContainer, PieChart, Pie, Cell, BarChart, Bar } from 'recharts';
import { TrendingUp, Users, DollarSign, Github, Home as HomeIcon } from 'lucide-react';
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { Button } from '@/components/ui/button';
import { Badge } from '@/components/ui/badge';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select';
import _ from 'lodash';

const raw = [
  { month: 'Jan', sales: 4000, users: 240, region: 'North' },
  { month: 'Feb', sales: 3000, users: 139, region: 'South' },
  { month: 'Mar', sales: 5200, users: 380, region: 'North' },
  { month: 'Apr', sales: 2780, users: 308, region: 'South' },
];
const COLORS = ['#8884d8', '#82ca9d'];

const Stat = ({ icon: Icon, label, value }: { icon: React.ElementType; label: string; value: string }) => (
  <Card>
    <CardHeader className="flex flex-row items-center justify-between pb-2"><CardTitle className="text-sm font-medium">{label}</CardTitle><Icon className="h-4 w-4 text-muted-foreground" /></CardHeader>
    <CardContent><div className="text-2xl font-bold">{value}</div><p className="text-xs text-muted-foreground">+20.1% from last month</p></CardContent>
  </Card>
);

export default function SalesDashboard() {
  const [region, setRegion] = useState('all');
  const data = useMemo(() => (region === 'all' ? raw : raw.filter((d) => d.region === region)), [region]);
  const byRegion = _.map(_.groupBy(raw, 'region'), (rows, name) => ({ name, value: _.sumBy(rows, 'sales') }));
  return (
    <div className="p-6 space-y-6 bg-background min-h-screen">
      <div className="flex items-center justify-between">
        <h1 className="text-3xl font-bold tracking-tight flex items-center gap-2"><HomeIcon /> Sales Dashboard</h1>
        <Badge variant="secondary"><Github className="w-3 h-3 mr-1" />live</Badge>
      </div>
      <div className="grid gap-4 md:grid-cols-3">
        <Stat icon={DollarSign} label="Revenue" value={'$' + _.sumBy(data, 'sales').toLocaleString('en-US')} />
        <Stat icon={Users} label="Users" value={String(_.sumBy(data, 'users'))} />
        <Stat icon={TrendingUp} label="Growth" value="12%" />
      </div>
      <Select value={region} onValueChange={setRegion}>
        <SelectTrigger className="w-[180px]" aria-label="Region"><SelectValue placeholder="Region" /></SelectTrigger>
        <SelectContent><SelectItem value="all">All regions</SelectItem><SelectItem value="North">North only</SelectItem><SelectItem value="South">South only</SelectItem></SelectContent>
      </Select>
      <Tabs defaultValue="line">
        <TabsList><TabsTrigger value="line">Trend</TabsTrigger><TabsTrigger value="pie">Share</TabsTrigger></TabsList>
        <TabsContent value="line">
          <ResponsiveContainer width="100%" height={260}>
            <LineChart data={data}><CartesianGrid strokeDasharray="3 3" /><XAxis dataKey="month" /><YAxis /><Tooltip /><Legend /><Line type="monotone" dataKey="sales" stroke="#8884d8" isAnimationActive={false} /></LineChart>
          </ResponsiveContainer>
        </TabsContent>
        <TabsContent value="pie">
          <PieChart width={400} height={260}><Pie data={byRegion} dataKey="value" nameKey="name" outerRadius={80} label isAnimationActive={false}>{byRegion.map((e, i) => <Cell key={e.name} fill={COLORS[i % COLORS.length]} />)}</Pie><Legend /></PieChart>
        </TabsContent>
      </Tabs>
      <Button variant="outline" size="sm" onClick={() => setRegion('all')}>Reset</Button>
    </div>
  );
}
