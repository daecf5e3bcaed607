import Head from 'next/head'
import Link from 'next/link'
import { useRouter } from 'next/router'
import { useState } from 'react'
import styles from '../styles/Home.module.css'

export default function Home() {
  const router = useRouter()
  const [text, setText] = useState('')
  return (
    <>
      <Head><title>Pages router</title><meta name="description" content="x" /></Head>
      <h1 className={styles.title}>Pages router</h1>
      <input value={text} onChange={(e) => setText(e.target.value)} placeholder="Name" />
      <button onClick={() => router.push({ pathname: '/hello', query: { name: text } })}>Say hello</button>
      <Link href="/posts/7"><a>Post 7</a></Link>
    </>
  )
}
