import { useEffect, useState, type CSSProperties } from 'react';
import { Toaster as Sonner, toast, type ToasterProps } from 'sonner';

export { toast };

/** Follows a class on the page when there is one, else the system. */
function useTheme(): 'light' | 'dark' | 'system' {
  const [theme, setTheme] = useState<'light' | 'dark' | 'system'>('system');
  useEffect(() => {
    const root = document.documentElement;
    const read = () => setTheme(root.classList.contains('dark') ? 'dark' : root.classList.contains('light') ? 'light' : 'system');
    const observer = new MutationObserver(read);
    observer.observe(root, { attributeFilter: ['class'] });
    read();
    return () => observer.disconnect();
  }, []);
  return theme;
}

const colors = {
  '--normal-bg': 'var(--popover)',
  '--normal-text': 'var(--popover-foreground)',
  '--normal-border': 'var(--border)',
  '--border-radius': 'var(--radius)',
} as CSSProperties;

export function Toaster(props: ToasterProps) {
  return <Sonner theme={useTheme()} className="toaster group" style={colors} {...props} />;
}
