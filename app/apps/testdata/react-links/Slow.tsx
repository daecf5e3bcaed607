export default function Slow() {
  return <p>Slow page is here</p>;
}
