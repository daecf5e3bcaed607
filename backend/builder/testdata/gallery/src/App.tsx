import { Controls } from './Controls';
import { Data } from './Data';
import { FormSection } from './FormSection';
import { Layout } from './Layout';
import { Menus } from './Menus';
import { Overlays } from './Overlays';

export default function App() {
  return (
    <main className="mx-auto grid max-w-5xl gap-10 bg-background p-8 text-foreground">
      <h1 className="text-2xl font-semibold">Components</h1>
      <Controls />
      <FormSection />
      <Overlays />
      <Menus />
      <Data />
      <Layout />
    </main>
  );
}
