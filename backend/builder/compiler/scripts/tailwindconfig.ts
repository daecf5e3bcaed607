// Entry: tells what a configuration of Tailwind says, without running Tailwind.
import { asData, readConfig } from './config';
import { offer } from './engine';

type Input = { code: string };
type Output = { data: string; code: boolean; missing: string[]; failed: string };

offer(({ code }: Input): Output => {
  const { config, missing, failed } = readConfig(code);
  return { ...asData(config), missing, failed };
});
