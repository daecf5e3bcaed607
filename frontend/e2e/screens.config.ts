import { mergeConfig } from 'vitest/config';
import e2e from '../vitest.e2e.config';

/** Takes the pictures of docs/screenshots: `npm run screens`. */
export default mergeConfig({ ...e2e, test: { ...e2e.test, include: [] } }, { test: { include: ['e2e/screens.ts'] } });
