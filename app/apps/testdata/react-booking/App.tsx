"use client"

import * as React from "react"
import { zodResolver } from "@hookform/resolvers/zod"
import { useForm } from "react-hook-form"
import * as z from "zod"
import { format } from "date-fns"
import { CalendarIcon, Loader2 } from "lucide-react"

import { cn } from "@/lib/utils"
import { Button } from "@/components/ui/button"
import { Calendar } from "@/components/ui/calendar"
import { Checkbox } from "@/components/ui/checkbox"
import { Form, FormControl, FormDescription, FormField, FormItem, FormLabel, FormMessage } from "@/components/ui/form"
import { Input } from "@/components/ui/input"
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover"
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group"
import { Textarea } from "@/components/ui/textarea"
import { Toaster } from "@/components/ui/toaster"
import { toast } from "@/components/ui/use-toast"

const schema = z.object({
  guest: z.string().min(2, { message: "A name has at least 2 letters." }),
  room: z.enum(["single", "double"]),
  day: z.date().optional(),
  wish: z.string().max(80).optional(),
  terms: z.boolean().refine((is) => is, { message: "The terms have to be accepted." }),
})

type Values = z.infer<typeof schema>

export default function BookingForm() {
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { guest: "", room: "single", wish: "", terms: false } })
  const onSubmit = async (values: Values) => {
    await Promise.resolve()
    toast({ title: "Booked", description: `${values.guest} takes a ${values.room} room${values.day ? " on " + format(values.day, "d MMMM yyyy") : ""}.` })
    form.reset()
  }
  return (
    <div className="mx-auto max-w-md p-6">
      <h1 className="mb-4 text-xl font-semibold">Book a room</h1>
      <Form {...form}>
        <form onSubmit={form.handleSubmit(onSubmit)} className="space-y-6">
          <FormField control={form.control} name="guest" render={({ field }) => (
            <FormItem>
              <FormLabel>Guest</FormLabel>
              <FormControl><Input placeholder="Full name" {...field} /></FormControl>
              <FormDescription>As in the passport.</FormDescription>
              <FormMessage />
            </FormItem>
          )} />
          <FormField control={form.control} name="room" render={({ field }) => (
            <FormItem className="space-y-3">
              <FormLabel>Room</FormLabel>
              <FormControl>
                <RadioGroup onValueChange={field.onChange} value={field.value} className="flex space-x-4">
                  <FormItem className="flex items-center space-x-2"><FormControl><RadioGroupItem value="single" /></FormControl><FormLabel className="font-normal">Single</FormLabel></FormItem>
                  <FormItem className="flex items-center space-x-2"><FormControl><RadioGroupItem value="double" /></FormControl><FormLabel className="font-normal">Double</FormLabel></FormItem>
                </RadioGroup>
              </FormControl>
            </FormItem>
          )} />
          <FormField control={form.control} name="day" render={({ field }) => (
            <FormItem className="flex flex-col">
              <FormLabel>Arrival</FormLabel>
              <Popover>
                <PopoverTrigger asChild>
                  <FormControl>
                    <Button variant="outline" className={cn("w-[240px] pl-3 text-left font-normal", !field.value && "text-muted-foreground")}>
                      {field.value ? format(field.value, "PPP") : <span>Pick a date</span>}
                      <CalendarIcon className="ml-auto h-4 w-4 opacity-50" />
                    </Button>
                  </FormControl>
                </PopoverTrigger>
                <PopoverContent className="w-auto p-0" align="start">
                  <Calendar mode="single" selected={field.value} onSelect={field.onChange} defaultMonth={new Date(2027, 2, 1)} initialFocus />
                </PopoverContent>
              </Popover>
            </FormItem>
          )} />
          <FormField control={form.control} name="wish" render={({ field }) => (
            <FormItem>
              <FormLabel>Wish</FormLabel>
              <FormControl><Textarea className="resize-none" {...field} /></FormControl>
              <FormMessage />
            </FormItem>
          )} />
          <FormField control={form.control} name="terms" render={({ field }) => (
            <FormItem className="flex flex-row items-start space-x-3 space-y-0">
              <FormControl><Checkbox checked={field.value} onCheckedChange={field.onChange} /></FormControl>
              <div className="space-y-1 leading-none"><FormLabel>Accept the terms</FormLabel><FormMessage /></div>
            </FormItem>
          )} />
          <Button type="submit" disabled={form.formState.isSubmitting}>
            {form.formState.isSubmitting && <Loader2 className="mr-2 h-4 w-4 animate-spin" />}
            Book now
          </Button>
        </form>
      </Form>
      <Toaster />
    </div>
  )
}
