// The boundary around each folder of an app in Next.js.
import { Component, createElement, useEffect, type ReactNode } from 'react';
import { go } from 'next/location';
import { NotFound, Redirect } from 'next/navigation';
import type { Made } from './next-routes';
import { draw } from 'whittle/next-served';

type GuardProps = { missing?: Made; failed?: Made; children?: ReactNode };
type GuardState = { error?: unknown };

/** Goes on at a redirect, shows what the folder has for pages that are missing or fail, and lets the rest through. */
export class Guard extends Component<GuardProps, GuardState> {
  override state: GuardState = {};

  static getDerivedStateFromError(error: unknown): GuardState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    const { missing, failed, children } = this.props;
    if (error === undefined) {
      return children;
    }
    if (error instanceof Redirect) {
      return createElement(GoOn, { to: error.to });
    }
    if (error instanceof NotFound && missing) {
      return draw(missing, {});
    }
    if (!(error instanceof NotFound) && failed) {
      const reset = () => this.setState({ error: undefined });
      return draw(failed, { error, reset });
    }
    throw error;
  }
}

function GoOn({ to }: { to: string }) {
  useEffect(() => go(to, { replace: true }), [to]);
  return null;
}

/** For a root's onCaughtError: what the app itself shows is noted, what it does not show is told; going on is neither. */
export function onCaughtError(error: unknown, info: { errorBoundary?: unknown }): void {
  if (error instanceof Redirect || error instanceof NotFound) {
    return;
  }
  if (info.errorBoundary instanceof Guard) {
    console.error(error);
  } else {
    reportError(error);
  }
}
