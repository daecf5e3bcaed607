import { Line, LineChart } from 'recharts'

export default function Chart() {
  return (
    <LineChart width={300} height={120} data={[{ v: 1 }, { v: 4 }, { v: 2 }]}>
      <Line dataKey="v" stroke="#0f766e" isAnimationActive={false} />
    </LineChart>
  )
}
