"use client"

import * as React from "react"
import { zodResolver } from "@hookform/resolvers/zod"
import { useForm } from "react-hook-form"
import { z } from "zod"
import { format } from "date-fns"
import { toast } from "sonner"
import { Button } from "@/components/ui/button"
import { Form, FormControl, FormDescription, FormField, FormItem, FormLabel, FormMessage } from "@/components/ui/form"
import { Input } from "@/components/ui/input"
import { Checkbox } from "@/components/ui/checkbox"
import { Toaster } from "@/components/ui/sonner"
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle, DialogTrigger } from "@/components/ui/dialog"
import { cn } from "@/lib/utils"

const schema = z.object({
  username: z.string().min(2, { message: "Username must be at least 2 characters." }),
  email: z.string().email("Not an email."),
  terms: z.boolean().refine((v) => v, "Accept the terms."),
})

export default function SignUp() {
  const [done, setDone] = React.useState<z.infer<typeof schema> | null>(null)
  const form = useForm<z.infer<typeof schema>>({ resolver: zodResolver(schema), defaultValues: { username: "", email: "", terms: false } })
  function onSubmit(values: z.infer<typeof schema>) {
    setDone(values)
    toast.success("Account created")
  }
  return (
    <main className={cn("mx-auto max-w-md p-8", done && "opacity-90")}>
      <h1 className="text-2xl font-semibold">Sign up</h1>
      <Form {...form}>
        <form onSubmit={form.handleSubmit(onSubmit)} className="space-y-6">
          <FormField control={form.control} name="username" render={({ field }) => (
            <FormItem><FormLabel>Username</FormLabel><FormControl><Input placeholder="ada" {...field} /></FormControl><FormDescription>Shown to others.</FormDescription><FormMessage /></FormItem>
          )} />
          <FormField control={form.control} name="email" render={({ field }) => (
            <FormItem><FormLabel>Email</FormLabel><FormControl><Input {...field} /></FormControl><FormMessage /></FormItem>
          )} />
          <FormField control={form.control} name="terms" render={({ field }) => (
            <FormItem className="flex gap-2"><FormControl><Checkbox checked={field.value} onCheckedChange={field.onChange} /></FormControl><FormLabel>I accept</FormLabel><FormMessage /></FormItem>
          )} />
          <Button type="submit">Create account</Button>
        </form>
      </Form>
      {done && <p>Welcome {done.username}, {format(new Date(2026, 2, 4), "PPP")}</p>}
      <Dialog>
        <DialogTrigger asChild><Button variant="link">Read the terms</Button></DialogTrigger>
        <DialogContent><DialogHeader><DialogTitle>Terms</DialogTitle><DialogDescription>Be kind.</DialogDescription></DialogHeader></DialogContent>
      </Dialog>
      <Toaster />
    </main>
  )
}
