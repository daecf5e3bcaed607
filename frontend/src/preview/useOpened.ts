import { useState } from 'react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { toApiError, type ApiError } from '@/api/errors';
import { queries } from '@/api/queries';
import type { Opened } from '@/api/types';
import type { AppRun } from './AppRun';
import type { Page } from './AppStage';
import { useStore } from './useStore';

export interface OpenedApp {
  /** What the last build said; undefined before the first. */
  opened: Opened | undefined;
  /** The page to show: the last one that could be built. */
  page: Page | undefined;
  error: ApiError | undefined;
  reload: () => void;
}

/** Builds and opens a version of an app. What the app stored is kept before its page is served again. */
export function useOpened(run: AppRun, appID: string, version: number, enabled: boolean): OpenedApp {
  const [asked, setAsked] = useState(0);
  const reloads = asked + useStore(run.reopens);
  const client = useQueryClient();
  const open = useQuery({
    queryKey: ['open', appID, version, reloads],
    queryFn: async () => {
      await Promise.all([run.storage.flush(), run.records.flush()]);
      const { staleTime, ...fresh } = queries.opened(appID, version);
      const opened = await client.fetchQuery({ ...fresh, staleTime: reloads > 0 ? 0 : staleTime });
      return { opened, reloads };
    },
    enabled: enabled && version > 0,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const [page, setPage] = useState<Page & { of: string; count: number }>();
  const data = open.data;
  if (data?.opened.url) {
    const { url, version: number } = data.opened;
    const of = `${url}#${data.reloads}`;
    const count = (page?.count ?? 0) + 1;
    if (page?.of !== of) setPage({ key: `${of}#${count}`, url, version: number, of, count });
  }
  return {
    opened: data?.opened,
    page,
    error: open.error ? toApiError(open.error) : undefined,
    reload: () => setAsked((n) => n + 1),
  };
}
