import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries } from '@/api/queries';
import type { Connection, State } from '@/api/types';
import { ModelPicker } from '@/composer/ModelPicker';
import { ConnectOpenRouter } from '@/pages/first-start/ConnectOpenRouter';
import { UseLocalModel } from '@/pages/first-start/UseLocalModel';
import { ToggleGroup, ToggleGroupItem } from '@/ui/toggle-group';
import { BuiltPages } from './BuiltPages';
import { ConnectionCard } from './ConnectionCard';
import { LibrariesSection } from './LibrariesSection';
import { Row } from './Row';
import { useChange } from './useChange';

const themes = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

export function SettingsPage() {
  const state = useQuery(queries.state()).data;
  if (!state) return null;
  return (
    <main className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-[824px] grid-cols-[minmax(0,1fr)] gap-8 p-5 @min-[700px]:px-8 @min-[700px]:py-7">
        <h1 className="text-xl font-semibold tracking-tight">Settings</h1>
        <ModelSection state={state} />
        <Appearance state={state} />
        <LibrariesSection state={state} />
        <section aria-labelledby="about" className="grid gap-3">
          <h2 id="about" className="text-md font-semibold">
            This Whittle
          </h2>
          <dl className="grid gap-2">
            <Row term="Version">{state.version}</Row>
            <Row term="Library">
              <code className="font-mono text-sm break-all" data-selectable>
                {state.data_dir}
              </code>
            </Row>
            <BuiltPages />
          </dl>
          <Link to="/about" className="justify-self-start text-blade-text underline-offset-2 hover:underline">
            Licences of everything inside
          </Link>
        </section>
      </div>
    </main>
  );
}

function ModelSection({ state }: { state: State }) {
  const change = useChange();
  const { connection } = state;
  return (
    <section aria-labelledby="model" className="grid gap-3">
      <h2 id="model" className="text-md font-semibold">
        Model
      </h2>
      <ConnectionCard connection={connection} />
      {connection.ready && (
        <dl>
          <Row term="Asked by default">
            {connection.model_from_env ? (
              <span>{connection.model}, from WHITTLE_MODEL in the environment</span>
            ) : (
              <ModelPicker value={connection.model} onChange={(model) => void change({ model })} />
            )}
          </Row>
        </dl>
      )}
      <Connect connection={connection} />
    </section>
  );
}

/** The ways to another model; what the environment has decided cannot be chosen here. */
function Connect({ connection }: { connection: Connection }) {
  if (connection.key_place === 'environment') {
    return <p className="text-ink-2">Start Whittle without OPENROUTER_API_KEY and OPENROUTER_BASE_URL to choose another model source here.</p>;
  }
  return (
    <div className="grid gap-3 @min-[700px]:grid-cols-2">
      <ConnectOpenRouter onConnected={() => undefined} />
      {!connection.url_from_env && <UseLocalModel onConnected={() => undefined} />}
    </div>
  );
}

function Appearance({ state }: { state: State }) {
  const change = useChange();
  return (
    <section aria-labelledby="appearance" className="grid gap-3">
      <h2 id="appearance" className="text-md font-semibold">
        Appearance
      </h2>
      <ToggleGroup
        type="single"
        aria-label="Theme"
        value={state.settings.theme}
        onValueChange={(theme) => {
          const chosen = themes.find(([id]) => id === theme)?.[0];
          if (chosen) void change({ theme: chosen });
        }}
        className="justify-self-start"
      >
        {themes.map(([id, name]) => (
          <ToggleGroupItem key={id} value={id}>
            {name}
          </ToggleGroupItem>
        ))}
      </ToggleGroup>
    </section>
  );
}
