// next/link: goes from page to page inside the app.
import { cloneElement, isValidElement, type ComponentProps, type MouseEvent, type ReactElement } from 'react';
import { go, href as addressOf, isElsewhere, type Target } from 'next/location';

type LinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  href: Target;
  as?: Target;
  replace?: boolean;
  scroll?: boolean;
  shallow?: boolean;
  passHref?: boolean;
  prefetch?: boolean | null;
  legacyBehavior?: boolean;
  locale?: string | false;
  onNavigate?: (event: { preventDefault: () => void }) => void;
};

function isPlain(event: MouseEvent<HTMLAnchorElement>): boolean {
  const { target } = event.currentTarget;
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && (!target || target === '_self');
}

export function Link({
  href,
  as,
  replace,
  scroll,
  shallow: _shallow,
  passHref: _pass,
  prefetch: _prefetch,
  legacyBehavior,
  locale: _locale,
  onNavigate,
  onClick,
  children,
  ...props
}: LinkProps) {
  const to = addressOf(as ?? href);
  const click = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || !isPlain(event) || isElsewhere(to) || to.startsWith('#')) {
      return;
    }
    event.preventDefault();
    let stopped = false;
    onNavigate?.({ preventDefault: () => (stopped = true) });
    if (!stopped) {
      go(to, { replace, scroll });
    }
  };
  if (isValidElement(children) && (legacyBehavior || children.type === 'a')) {
    return cloneElement(children as ReactElement<ComponentProps<'a'>>, { href: to, onClick: click });
  }
  return (
    <a href={to} onClick={click} {...props}>
      {children}
    </a>
  );
}

export default Link;
