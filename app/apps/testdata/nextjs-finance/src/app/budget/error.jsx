'use client'

export default function Failed({ error, reset }) {
  return (
    <div>
      <p>Stopped: {error.message}</p>
      <button onClick={() => reset()}>Try once more</button>
    </div>
  )
}
