import dynamic from 'next/dynamic'
import { Suspense } from 'react'

const Chart = dynamic(() => import('@/components/Chart'), { ssr: false, loading: () => <p>Drawing</p> })

async function Balance() {
  const balance = await new Promise((resolve) => setTimeout(() => resolve(1234.5), 20))
  return <p className="text-brand">Balance {balance.toFixed(2)}</p>
}

export default function Dashboard() {
  return (
    <div className="card">
      <h1>Dashboard</h1>
      <Suspense fallback={<p>Wait</p>}><Balance /></Suspense>
      <Chart />
    </div>
  )
}
