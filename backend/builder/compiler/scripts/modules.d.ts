declare module '*.css' {
  const text: string;
  export default text;
}
declare module 'tailwindcss3/colors' {
  const colors: Record<string, string | Record<string, string>>;
  export default colors;
}
declare module 'tailwindcss3/defaultTheme' {
  const theme: Record<string, Record<string, string | string[]>>;
  export default theme;
}
