import './styles/index.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { BootContext } from '@/api/boot';
import { toApiError } from '@/api/errors';
import { startEvents } from '@/api/events';
import { boot } from '@/api/host';
import { queries } from '@/api/queries';
import { createQueryClient } from '@/api/queryClient';
import { startCompilers } from '@/compile/compilers';
import { createAppRouter } from './router';
import { StartProblem } from './shell/StartProblem';
import { TooltipProvider } from './ui/tooltip';

async function start(root: Root): Promise<void> {
  try {
    const booted = await boot();
    const client = createQueryClient();
    startEvents(client);
    startCompilers();
    await Promise.all([client.fetchQuery(queries.state()), client.fetchQuery(queries.apps())]);
    const router = createAppRouter(booted);
    root.render(
      <StrictMode>
        <BootContext value={booted}>
          <QueryClientProvider client={client}>
            <TooltipProvider>
              <RouterProvider router={router} />
            </TooltipProvider>
          </QueryClientProvider>
        </BootContext>
      </StrictMode>,
    );
  } catch (reason) {
    root.render(<StartProblem error={toApiError(reason)} />);
  }
}

const element = document.getElementById('root');
if (element) void start(createRoot(element));
