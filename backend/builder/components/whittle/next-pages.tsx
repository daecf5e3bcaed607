// Starts an app in Next.js that has a pages folder.
import { Suspense, use, useMemo, type ReactNode } from 'react';
import ErrorPage from 'next/error';
import { setMatch, useAddress } from 'next/location';
import { NotFound, Redirect } from 'next/navigation';
import Router from 'next/router';
import { createRoot } from 'whittle/root';
import { Guard, onCaughtError } from 'whittle/next-guard';
import { find, tree, type Entry, type Found, type Made, type Node, type Props } from './next-routes';

type Shell = { app?: Made; missing?: Made };

function Page({ root, app: App, missing = ErrorPage as Made }: Shell & { root: Node }) {
  const pathname = useAddress().split(/[?#]/)[0] ?? '/';
  const found = useMemo(() => find(root, pathname), [root, pathname]);
  const given = useMemo(() => propsOf(found), [found]);
  setMatch(found?.route ?? '/404', found?.params ?? {});
  const Component = found?.chain.at(-1)?.files.page?.default ?? missing;
  const props = given ? use(given) : {};
  const page: ReactNode = App ? <App Component={Component} pageProps={props} router={Router} /> : <Component {...props} />;
  return (
    <Guard key={pathname} missing={missing}>
      {page}
    </Guard>
  );
}

type Static = { props?: Props; notFound?: boolean; redirect?: { destination: string } };

/** What a page asks for before it is drawn; undefined when it asks for nothing. */
function propsOf(found: Found | undefined): Promise<Props> | undefined {
  const page = found?.chain.at(-1)?.files.page;
  const initial = page?.default?.getInitialProps;
  if (typeof initial === 'function') {
    return Promise.resolve(initial({ query: found?.params, pathname: found?.route, asPath: found?.route }));
  }
  const getStaticProps = page?.getStaticProps;
  if (typeof getStaticProps !== 'function') {
    return undefined;
  }
  return Promise.resolve(getStaticProps({ params: found?.params })).then((made: Static) => {
    if (made.notFound) {
      throw new NotFound();
    }
    if (made.redirect) {
      throw new Redirect(made.redirect.destination);
    }
    return made.props ?? {};
  });
}

/** Shows the app, every page inside app when there is one. */
export function startPages(entries: readonly Entry[], shell: Shell): void {
  createRoot(document.getElementById('root'), { onCaughtError }).render(
    <Guard missing={ErrorPage as Made}>
      <Suspense fallback={null}>
        <Page root={tree(entries)} {...shell} />
      </Suspense>
    </Guard>,
  );
}
