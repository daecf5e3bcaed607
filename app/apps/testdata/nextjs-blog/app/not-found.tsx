export default function NotFound() {
  return <h1>This page washed away</h1>;
}
