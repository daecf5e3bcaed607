// Starts an app in Next.js that has an app folder.
import { Suspense, useEffect, useMemo, type ReactNode } from 'react';
import ErrorPage from 'next/error';
import { setMatch, useAddress } from 'next/location';
import { createRoot } from 'whittle/root';
import { Guard, onCaughtError } from 'whittle/next-guard';
import { find, tree, type Entry, type Found, type Module, type Node, type Props } from './next-routes';
import { draw, ready } from 'whittle/next-served';

type AppProps = { root: Node };

function Pages({ root }: AppProps) {
  const at = useAddress();
  const [pathname = '/', search = ''] = at.split('#')[0]?.split('?') ?? [];
  const found = useMemo(() => find(root, pathname), [root, pathname]);
  const props = useMemo<Props>(
    () => ({ params: ready(found?.params ?? {}), searchParams: ready(queryOf(search)) }),
    [found, search],
  );
  setMatch(found?.route ?? '/404', found?.params ?? {});
  useTitle(found, props);
  const chain = found?.chain ?? [root];
  const missing = root.files['not-found']?.default;
  const page = found?.chain.at(-1)?.files.page?.default;
  const inner = page ? draw(page, props) : missing ? draw(missing, {}) : <ErrorPage />;
  return chain.reduceRight<ReactNode>((node, folder) => inFolder(folder, node, props, pathname, folder === root), inner);
}

function queryOf(search: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  const all = new URLSearchParams(search);
  for (const name of all.keys()) {
    const values = all.getAll(name);
    query[name] = values.length > 1 ? values : (values[0] ?? '');
  }
  return query;
}

/** Puts a node into what a folder stands around it, as nextjs.org/docs/app (file conventions) orders it. */
function inFolder({ files }: Node, node: ReactNode, props: Props, pathname: string, isRoot: boolean): ReactNode {
  const Loading = files.loading?.default;
  const missing = files['not-found']?.default ?? (isRoot ? ErrorPage : undefined);
  let inside: ReactNode = (
    <Guard key={pathname} missing={missing as typeof Loading} failed={files.error?.default}>
      {Loading || isRoot ? <Suspense fallback={Loading ? <Loading /> : null}>{node}</Suspense> : node}
    </Guard>
  );
  if (files.template?.default) {
    inside = draw(files.template.default, { key: pathname }, inside);
  }
  return files.layout?.default ? draw(files.layout.default, { params: props.params }, inside) : inside;
}

function useTitle(found: Found | undefined, props: Props) {
  useEffect(() => {
    let gone = false;
    const show = (title?: string) => {
      if (title && !gone) {
        document.title = title;
      }
    };
    titleOf(found, props).then(show, reportError);
    return () => {
      gone = true;
    };
  }, [found, props]);
}

type Title = string | { absolute?: string; default?: string; template?: string };

/** The title that metadata of layouts and page give (nextjs.org/docs/app/api-reference/functions/generate-metadata). */
async function titleOf(found: Found | undefined, props: Props): Promise<string | undefined> {
  let title: string | undefined;
  let template = '%s';
  for (const { files } of found?.chain ?? []) {
    for (const module of [files.layout, files.page]) {
      const said = await metadataOf(module, props);
      if (typeof said === 'string') {
        title = template.replace('%s', said);
      } else if (said) {
        title = said.absolute ?? (said.default === undefined ? title : template.replace('%s', said.default));
        template = said.template ?? template;
      }
    }
  }
  return title;
}

async function metadataOf(module: Module | undefined, props: Props): Promise<Title | undefined> {
  const generate = module?.generateMetadata;
  const metadata = typeof generate === 'function' ? await generate(props, Promise.resolve({})) : module?.metadata;
  return (metadata as { title?: Title } | undefined)?.title;
}

/** Shows the app. With whole its layout brings the html element itself. */
export function startApp(entries: readonly Entry[], whole: boolean): void {
  const container = whole ? document : document.getElementById('root');
  createRoot(container as Element, { onCaughtError }).render(
    <Suspense fallback={null}>
      <Pages root={tree(entries)} />
    </Suspense>,
  );
}
