declare module '*.css' {
  const text: string;
  export default text;
}
declare module 'tailwindcss3/colors' {
  const colors: { [name: string]: string | { [shade: string]: string } };
  export default colors;
}
declare module 'tailwindcss3/defaultTheme' {
  type Scale = { [name: string]: string | string[] };
  const theme: { boxShadow: Scale; borderRadius: Scale; blur: Scale; dropShadow: Scale };
  export default theme;
}
declare module '@vue/compiler-sfc/dist/compiler-sfc.esm-browser.js' {
  export * from '@vue/compiler-sfc';
}
