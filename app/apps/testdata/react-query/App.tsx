import { QueryClient, QueryClientProvider, useQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useReducer } from 'react';
import axios from 'axios';
import { v4 as uuid } from 'uuid';
import { produce } from 'immer';
import styled from 'styled-components';

type Note = { id: string; text: string };
let db: Note[] = [{ id: uuid(), text: 'Remember the milk' }];
const api = {
  list: () => new Promise<Note[]>((ok) => setTimeout(() => ok([...db]), 20)),
  add: async (text: string) => { db = produce(db, (d) => { d.push({ id: uuid(), text }); }); },
};
const Box = styled.section<{ $busy: boolean }>`
  padding: 16px;
  background: ${(p) => (p.$busy ? 'rgb(254, 243, 199)' : 'rgb(240, 253, 244)')};
  &:hover { outline: 1px solid #999; }
`;
const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });

function Notes() {
  const qc = useQueryClient();
  const { data, isLoading } = useQuery({ queryKey: ['notes'], queryFn: api.list });
  const remote = useQuery({ queryKey: ['remote'], queryFn: () => axios.get('https://api.example.com/notes').then((r) => r.data) });
  const add = useMutation({ mutationFn: api.add, onSuccess: () => qc.invalidateQueries({ queryKey: ['notes'] }) });
  const [n, bump] = useReducer((x: number) => x + 1, 1);
  if (isLoading) return <p>Loading…</p>;
  return (
    <Box $busy={add.isPending}>
      <h1>Notes</h1>
      {data!.map((x) => <p key={x.id}>{x.text}</p>)}
      <button onClick={() => { add.mutate(`Note ${n}`); bump(); }}>Add note</button>
      {remote.isError && <small>Offline copy</small>}
    </Box>
  );
}
export default () => <QueryClientProvider client={client}><Notes /></QueryClientProvider>;
