// next/font/local: a font of the app's own files stays with the computer's fonts, since an app's files are text.
type Options = { src?: unknown; variable?: string; fallback?: string[]; weight?: string };

export default function localFont({ variable, fallback = [] }: Options) {
  const fontFamily = [...fallback, 'system-ui', 'sans-serif'].join(', ');
  const name = variable ? `font-local${variable.replace(/\W+/g, '-')}` : '';
  if (variable) {
    const style = document.createElement('style');
    style.textContent = `.${name}{${variable}:${fontFamily}}`;
    document.head.append(style);
  }
  return { className: '', variable: name, style: { fontFamily } };
}
