// next/error: says that a page is missing or failed.
export default function ErrorPage({ statusCode = 404, title }: { statusCode?: number; title?: string }) {
  const said = title ?? (statusCode === 404 ? 'There is no such page.' : 'This page could not be drawn.');
  return (
    <main style={{ display: 'grid', placeContent: 'center', minHeight: '60vh', textAlign: 'center', fontFamily: 'system-ui, sans-serif' }}>
      <h1 style={{ fontSize: 24, fontWeight: 600, margin: 0 }}>{statusCode}</h1>
      <p style={{ margin: '8px 0 0' }}>{said}</p>
    </main>
  );
}
