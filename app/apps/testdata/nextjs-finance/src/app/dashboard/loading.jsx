export default function Loading() {
  return <p>Counting the coins</p>
}
