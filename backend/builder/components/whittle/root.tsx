// What apps get in place of react-dom/client: the same, with a boundary around the app that says what went wrong.
import { Component, createElement, type ComponentType, type ReactNode } from 'react';
import * as client from 'react-dom/client';

type BoundaryProps = { whole: boolean; children?: ReactNode };
type BoundaryState = { failed: boolean; error?: unknown };

class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failed: false };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { failed: true, error };
  }

  override render() {
    if (!this.state.failed) {
      return this.props.children;
    }
    const stopped = <Stopped error={this.state.error} retry={() => this.setState({ failed: false })} />;
    return this.props.whole ? (
      <html lang="en">
        <body>{stopped}</body>
      </html>
    ) : (
      stopped
    );
  }
}

const panel = {
  colorScheme: 'light dark',
  background: 'Canvas',
  color: 'CanvasText',
  font: '14px/1.5 system-ui, sans-serif',
  padding: 24,
  minHeight: '100vh',
  boxSizing: 'border-box',
} as const;

function Stopped({ error, retry }: { error: unknown; retry: () => void }) {
  const said = error instanceof Error ? error.message : String(error);
  return (
    <div role="alert" style={panel}>
      <p style={{ fontWeight: 600, margin: 0 }}>This app stopped.</p>
      <p style={{ margin: '4px 0 16px', overflowWrap: 'anywhere' }}>{said}</p>
      <button type="button" style={{ font: 'inherit', padding: '4px 12px' }} onClick={retry}>
        Try again
      </button>
    </div>
  );
}

/** Errors that only the root's boundary caught are told like any other that nobody caught. */
function onCaughtError(error: unknown, info: { errorBoundary?: unknown }) {
  if (info.errorBoundary instanceof Boundary) {
    reportError(error);
  } else {
    console.error(error);
  }
}

type Container = Parameters<typeof client.createRoot>[0];

function place(container: Container | null | undefined): Container {
  return container ?? document.body.appendChild(Object.assign(document.createElement('div'), { id: 'root' }));
}

export function createRoot(container: Container | null, options?: client.RootOptions): client.Root {
  const root = client.createRoot(place(container), { onCaughtError, ...options });
  const whole = container === document;
  return {
    render: (node) => root.render(createElement(Boundary, { whole }, node)),
    unmount: () => root.unmount(),
  };
}

/** There is no page from a server to take over, so it renders anew. */
export function hydrateRoot(container: Element | Document, node: ReactNode, options?: client.HydrationOptions): client.Root {
  const root = createRoot(container, options);
  root.render(node);
  return root;
}

/** Shows a component as the app, in the element that pages keep for it, or in a new one. */
export function mount(App: ComponentType, wrap: (app: ReactNode) => ReactNode = (app) => app): void {
  const container = document.getElementById('root') ?? document.getElementById('app');
  createRoot(container).render(wrap(createElement(App)));
}

export default { createRoot, hydrateRoot };
