/** Whittle's mark: a W cut from a block. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="100 96 312 326" aria-hidden focusable="false">
      <path d="M112 152 216 106 256 236 201 412Z" fill="var(--accent)" />
      <path d="M256 236 296 106 400 152 311 412 201 412Z" fill="var(--honey)" />
      <path d="M256 236 311 412H201Z" fill="#27221d" />
      <path d="M112 152 216 106 256 236Z" fill="#fff" fillOpacity=".13" />
      <path d="M296 106 400 152 256 236Z" fill="#fff" fillOpacity=".2" />
    </svg>
  );
}
