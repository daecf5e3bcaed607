import { useRouter } from 'next/router'
export default function Hello() {
  const { query, back } = useRouter()
  return <><h1>Hello {query.name}</h1><button onClick={() => back()}>Back</button></>
}
