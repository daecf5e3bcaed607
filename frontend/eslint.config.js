import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Keeps files from importing folders that stand above them. */
const standsBelow = (folder, ...above) => ({
  files: [`src/${folder}/**`],
  ignores: ['**/*.test.{ts,tsx}'],
  rules: { 'no-restricted-imports': ['error', { patterns: above.map((name) => `@/${name}/*`) }] },
});

export default tseslint.config(
  { ignores: ['dist', 'src/api/schema.gen.ts'] },
  tseslint.configs.recommended,
  { plugins: { 'react-hooks': reactHooks } },
  {
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**'],
    rules: { 'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Export by name.' }] },
  },
  standsBelow('stores', 'api', 'ui', 'composer', 'chat', 'editor', 'preview', 'shell', 'pages'),
  standsBelow('ui', 'api', 'stores', 'composer', 'chat', 'editor', 'preview', 'shell', 'pages'),
  standsBelow('api', 'ui', 'composer', 'chat', 'editor', 'preview', 'shell', 'pages'),
  standsBelow('composer', 'chat', 'editor', 'preview', 'shell', 'pages'),
  standsBelow('chat', 'shell', 'pages'),
  standsBelow('editor', 'chat', 'preview', 'shell', 'pages'),
  standsBelow('preview', 'composer', 'shell', 'pages'),
);
