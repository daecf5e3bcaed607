import type { components } from './schema.gen';

type Schemas = components['schemas'];

export type App = Schemas['App'];
export type AppUsage = Schemas['AppUsage'];
export type ChatMessage = Schemas['ChatMessage'];
export type Compile = Schemas['Compile'];
export type Connection = Schemas['Connection'];
export type Fetch = Schemas['Fetch'];
export type File = Schemas['File'];
export type Generation = Schemas['Generation'];
export type GenerationDelta = Schemas['GenerationDelta'];
export type Grant = Schemas['Grant'];
export type HostRequest = Schemas['Entry'];
export type GrantState = Schemas['Grant']['state'];
export type KeptLibrary = Schemas['KeptLibrary'];
export type License = Schemas['License'];
export type LocalServer = Schemas['Local'];
export type Message = Schemas['Message'];
export type Model = Schemas['Model'];
export type Need = Schemas['Need'];
export type Opened = Schemas['Opened'];
export type Part = Schemas['Part'];
export type Problem = Schemas['Problem'];
export type ReplyStep = Schemas['ReplyStep'];
export type Session = Schemas['Session'];
export type SessionView = Schemas['SessionView'];
export type Settings = Schemas['Settings'];
export type Starter = Schemas['Starter'];
export type State = Schemas['State'];
export type Template = Schemas['Template'];
export type Turn = Schemas['Turn'];
export type Usage = Schemas['Usage'];
export type UsageTotal = Schemas['UsageTotal'];
export type Version = Schemas['Version'];
export type AIDelta = Schemas['AIDelta'];
export type AIDone = Schemas['AIDone'];

/** Everything the backend tells, in one envelope. All are hints: after a gap, read again. */
export type AppEvent =
  | { type: 'generation.delta'; data: GenerationDelta }
  | { type: 'generation'; data: Generation }
  | { type: 'session'; data: { id: string } }
  | { type: 'app'; data: { id: string } }
  | { type: 'settings' }
  | { type: 'usage' }
  | { type: 'ai.delta'; data: AIDelta }
  | { type: 'ai.done'; data: AIDone }
  | { type: 'fetch'; data: Fetch }
  | { type: 'libraries' }
  | { type: 'compile'; data: Compile }
  | { type: 'open'; data: { id: string } }
  | { type: 'gap' };
