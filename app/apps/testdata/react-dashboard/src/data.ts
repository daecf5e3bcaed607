export const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'].map((month, i) => ({ month, revenue: 1000 + i * 250 }));
export const sources = [
  { source: 'search', share: 60, fill: 'var(--color-search)' },
  { source: 'mail', share: 40, fill: 'var(--color-mail)' },
];
