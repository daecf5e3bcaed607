import {
  createContext,
  useContext,
  useId,
  type ComponentProps,
  type ComponentType,
  type CSSProperties,
  type ReactNode,
} from 'react';
import * as RechartsPrimitive from 'recharts';
import { cn } from '@/lib/utils';

export type ChartConfig = Record<
  string,
  { label?: ReactNode; icon?: ComponentType; color?: string; theme?: { light: string; dark: string } }
>;

/** One entry of a tooltip or legend as Recharts hands it over. */
type Entry = {
  name?: string | number;
  dataKey?: unknown;
  value?: unknown;
  color?: string;
  type?: string;
  payload?: Record<string, unknown>;
};

const ConfigContext = createContext<ChartConfig | null>(null);

/** Returns the config of the ChartContainer around it; it throws outside one. */
export function useChart(): { config: ChartConfig } {
  const config = useContext(ConfigContext);
  if (!config) {
    throw new Error('useChart has to be used within <ChartContainer>.');
  }
  return { config };
}

/** Gives a chart its size and each key of config a colour, as var(--color-key). */
export function ChartContainer({
  id,
  className,
  children,
  config,
  ...props
}: ComponentProps<'div'> & {
  config: ChartConfig;
  children: ComponentProps<typeof RechartsPrimitive.ResponsiveContainer>['children'];
}) {
  const own = useId();
  const chart = `chart-${(id ?? own).replace(/[^\w-]/g, '')}`;
  return (
    <ConfigContext.Provider value={config}>
      <div
        data-slot="chart"
        data-chart={chart}
        className={cn(
          "flex aspect-video justify-center text-xs [&_.recharts-cartesian-axis-tick_text]:fill-muted-foreground [&_.recharts-cartesian-grid_line[stroke='#ccc']]:stroke-border/50 [&_.recharts-curve.recharts-tooltip-cursor]:stroke-border [&_.recharts-dot[stroke='#fff']]:stroke-transparent [&_.recharts-layer]:outline-hidden [&_.recharts-polar-grid_[stroke='#ccc']]:stroke-border [&_.recharts-radial-bar-background-sector]:fill-muted [&_.recharts-rectangle.recharts-tooltip-cursor]:fill-muted [&_.recharts-reference-line_[stroke='#ccc']]:stroke-border [&_.recharts-sector]:outline-hidden [&_.recharts-surface]:outline-hidden",
          className,
        )}
        {...props}
      >
        <ChartStyle id={chart} config={config} />
        <RechartsPrimitive.ResponsiveContainer>{children}</RechartsPrimitive.ResponsiveContainer>
      </div>
    </ConfigContext.Provider>
  );
}

export function ChartStyle({ id, config }: { id: string; config: ChartConfig }) {
  const colors = (theme: 'light' | 'dark') =>
    Object.entries(config)
      .map(([key, { color, theme: both }]) => [key, both?.[theme] ?? color])
      .filter(([, color]) => color)
      .map(([key, color]) => `--color-${key}: ${color};`)
      .join(' ');
  const chart = `[data-chart=${id}]`;
  const css = `${chart} { ${colors('light')} }
.dark ${chart} { ${colors('dark')} }
@media (prefers-color-scheme: dark) { :root:not(.light) ${chart} { ${colors('dark')} } }`;
  return <style dangerouslySetInnerHTML={{ __html: css.replaceAll('</', '<\\/') }} />;
}

export const ChartTooltip = RechartsPrimitive.Tooltip;

function keyOf(entry: Entry, named?: string): string {
  const inside = named === undefined ? undefined : entry.payload?.[named];
  return String(typeof inside === 'string' ? inside : (named ?? entry.dataKey ?? entry.name ?? 'value'));
}

/** The config of an entry: under the key of its series, else under its name, as the slices of a pie are listed. */
function configOf(config: ChartConfig, entry: Entry, named?: string) {
  return config[keyOf(entry, named)] ?? config[String(entry.name)];
}

type ChartTooltipContentProps = ComponentProps<'div'> & {
  active?: boolean;
  payload?: readonly Entry[];
  label?: ReactNode;
  labelKey?: string;
  nameKey?: string;
  hideLabel?: boolean;
  hideIndicator?: boolean;
  indicator?: 'line' | 'dot' | 'dashed';
  labelClassName?: string;
  labelFormatter?: (label: ReactNode, payload: readonly Entry[]) => ReactNode;
  formatter?: (value: unknown, name: unknown, entry: Entry, index: number, payload: unknown) => ReactNode;
};

export function ChartTooltipContent({
  active,
  payload = [],
  className,
  indicator = 'dot',
  hideLabel = false,
  hideIndicator = false,
  label,
  labelFormatter,
  labelClassName,
  formatter,
  color,
  nameKey,
  labelKey,
}: ChartTooltipContentProps) {
  const { config } = useChart();
  const first = payload[0];
  if (!active || !first) {
    return null;
  }
  const title = labelKey ? (configOf(config, first, labelKey)?.label ?? label) : (config[String(label)]?.label ?? label);
  return (
    <div
      className={cn(
        'grid min-w-[8rem] items-start gap-1.5 rounded-lg border bg-background px-2.5 py-1.5 text-xs text-foreground shadow-xl',
        className,
      )}
    >
      {!hideLabel && title !== undefined && (
        <div className={cn('font-medium', labelClassName)}>
          {labelFormatter ? labelFormatter(title, payload) : title}
        </div>
      )}
      {payload
        .filter((entry) => entry.type !== 'none')
        .map((entry, index) => (
          <div key={index} className="flex w-full items-center gap-2 [&>svg]:size-2.5 [&>svg]:text-muted-foreground">
            {formatter && entry.value !== undefined ? (
              formatter(entry.value, entry.name, entry, index, entry.payload)
            ) : (
              <TooltipRow
                entry={entry}
                series={configOf(config, entry, nameKey)}
                color={color ?? String(entry.payload?.fill ?? entry.color ?? 'currentColor')}
                indicator={hideIndicator ? null : indicator}
              />
            )}
          </div>
        ))}
    </div>
  );
}

type TooltipRowProps = {
  entry: Entry;
  series?: ChartConfig[string];
  color: string;
  indicator: 'line' | 'dot' | 'dashed' | null;
};

function TooltipRow({ entry, series, color, indicator }: TooltipRowProps) {
  const Icon = series?.icon;
  return (
    <>
      {Icon ? <Icon /> : indicator && <Indicator kind={indicator} color={color} />}
      <span className="flex-1 text-muted-foreground">{series?.label ?? entry.name}</span>
      <span className="font-mono font-medium text-foreground tabular-nums">
        {typeof entry.value === 'number' ? entry.value.toLocaleString() : String(entry.value ?? '')}
      </span>
    </>
  );
}

const shapes = {
  dot: 'size-2.5',
  line: 'h-4 w-1',
  dashed: 'h-4 w-0 border-[1.5px] border-dashed bg-transparent',
};

function Indicator({ kind, color }: { kind: keyof typeof shapes; color: string }) {
  const style: CSSProperties = kind === 'dashed' ? { borderColor: color } : { backgroundColor: color };
  return <span aria-hidden className={cn('shrink-0 rounded-[2px]', shapes[kind])} style={style} />;
}

export const ChartLegend = RechartsPrimitive.Legend;

export function ChartLegendContent({
  className,
  hideIcon = false,
  payload = [],
  verticalAlign = 'bottom',
  nameKey,
}: ComponentProps<'div'> & {
  hideIcon?: boolean;
  payload?: readonly Entry[];
  verticalAlign?: string;
  nameKey?: string;
}) {
  const { config } = useChart();
  return (
    <div
      className={cn('flex items-center justify-center gap-4', verticalAlign === 'top' ? 'pb-3' : 'pt-3', className)}
    >
      {payload
        .filter((entry) => entry.type !== 'none')
        .map((entry, index) => {
          const series = configOf(config, entry, nameKey);
          const Icon = series?.icon;
          return (
            <div key={index} className="flex items-center gap-1.5 text-foreground [&>svg]:size-3">
              {Icon && !hideIcon ? <Icon /> : <Indicator kind="dot" color={entry.color ?? 'currentColor'} />}
              {series?.label ?? String(entry.name ?? entry.value ?? '')}
            </div>
          );
        })}
    </div>
  );
}
