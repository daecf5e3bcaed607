import { Link, NavLink, Routes, Route, useParams, useNavigate, Outlet } from 'react-router-dom';
import { useState, lazy, Suspense } from 'react';

const posts = [{ id: '1', title: 'First post' }, { id: '2', title: 'Second post' }];
const Slow = lazy(() => import('./Slow'));

function Post() {
  const { id } = useParams<{ id: string }>();
  const navigate = useNavigate();
  const post = posts.find((p) => p.id === id);
  return (<article><h2>{post?.title ?? 'Not found'}</h2><button onClick={() => navigate(-1)}>Go back</button></article>);
}

function Layout() {
  return (<div><nav><NavLink to="/" end>Home</NavLink> | <NavLink to="/slow">Slow</NavLink></nav><Outlet /></div>);
}

function Home() {
  const [q, setQ] = useState('');
  return (<><h1>Blog</h1><input value={q} onChange={(e) => setQ(e.target.value)} placeholder="Search" /><ul>{posts.filter((p) => p.title.toLowerCase().includes(q)).map((p) => <li key={p.id}><Link to={`/posts/${p.id}`}>{p.title}</Link></li>)}</ul></>);
}

export default function App() {
  return (
    <Routes>
      <Route element={<Layout />}>
        <Route index element={<Home />} />
        <Route path="posts/:id" element={<Post />} />
        <Route path="slow" element={<Suspense fallback={<p>Loading</p>}><Slow /></Suspense>} />
        <Route path="*" element={<p>404</p>} />
      </Route>
    </Routes>
  );
}
