import { Link, Navigate, NavLink, Outlet, Route, Routes, useNavigate, useParams } from 'react-router-dom'
import { Home, Users } from 'lucide-react'
import { Sidebar, SidebarContent, SidebarMenu, SidebarMenuButton, SidebarMenuItem, SidebarProvider, SidebarTrigger } from '@/components/ui/sidebar'
import { Breadcrumb, BreadcrumbItem, BreadcrumbLink, BreadcrumbList, BreadcrumbPage, BreadcrumbSeparator } from '@/components/ui/breadcrumb'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { Button } from '@/components/ui/button'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { users } from '@/lib/users'

function Frame() {
  return (
    <SidebarProvider>
      <Sidebar>
        <SidebarContent>
          <SidebarMenu>
            <SidebarMenuItem><SidebarMenuButton asChild><NavLink to="/" end><Home /><span>Start</span></NavLink></SidebarMenuButton></SidebarMenuItem>
            <SidebarMenuItem><SidebarMenuButton asChild><NavLink to="/users"><Users /><span>People</span></NavLink></SidebarMenuButton></SidebarMenuItem>
          </SidebarMenu>
        </SidebarContent>
      </Sidebar>
      <main className="flex-1 p-4"><SidebarTrigger /><Outlet /></main>
    </SidebarProvider>
  )
}

function People() {
  const navigate = useNavigate()
  return (
    <Table>
      <TableHeader><TableRow><TableHead>Name</TableHead><TableHead>Role</TableHead><TableHead /></TableRow></TableHeader>
      <TableBody>
        {users.map((u) => (
          <TableRow key={u.id}>
            <TableCell>{u.name}</TableCell>
            <TableCell>{u.role}</TableCell>
            <TableCell>
              <DropdownMenu>
                <DropdownMenuTrigger asChild><Button variant="ghost" size="sm">Actions for {u.name}</Button></DropdownMenuTrigger>
                <DropdownMenuContent><DropdownMenuItem onClick={() => navigate(`/users/${u.id}`)}>Open</DropdownMenuItem></DropdownMenuContent>
              </DropdownMenu>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Person() {
  const { id } = useParams()
  const user = users.find((u) => u.id === Number(id))
  return (
    <>
      <Breadcrumb>
        <BreadcrumbList>
          <BreadcrumbItem><BreadcrumbLink asChild><Link to="/users">All people</Link></BreadcrumbLink></BreadcrumbItem>
          <BreadcrumbSeparator />
          <BreadcrumbItem><BreadcrumbPage>{user?.name}</BreadcrumbPage></BreadcrumbItem>
        </BreadcrumbList>
      </Breadcrumb>
      <h1>{user?.name} is {user?.role}</h1>
    </>
  )
}

export default function App() {
  return (
    <Routes>
      <Route path="/" element={<Frame />}>
        <Route index element={<h1 className="text-2xl">Welcome</h1>} />
        <Route path="users" element={<People />} />
        <Route path="users/:id" element={<Person />} />
        <Route path="*" element={<Navigate to="/" replace />} />
      </Route>
    </Routes>
  )
}
