import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { zodResolver } from '@hookform/resolvers/zod';
import { z } from 'zod';
import { Button } from '@/components/ui/button';
import { Calendar } from '@/components/ui/calendar';
import { Field, FieldDescription, FieldError, FieldGroup, FieldLabel } from '@/components/ui/field';
import { Form, FormControl, FormDescription, FormField, FormItem, FormLabel, FormMessage } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Section } from './Section';

const schema = z.object({ email: z.string().email('An address has an @ in it.') });

export function FormSection() {
  const form = useForm<z.infer<typeof schema>>({ resolver: zodResolver(schema), defaultValues: { email: '' } });
  const [sent, setSent] = useState('');
  const [day, setDay] = useState<Date | undefined>(new Date(2026, 4, 12));
  return (
    <Section title="Forms">
      <div className="grid gap-6 sm:grid-cols-2">
        <Form {...form}>
          <form className="grid content-start gap-4" onSubmit={form.handleSubmit((values) => setSent(values.email))} noValidate>
            <FormField
              control={form.control}
              name="email"
              render={({ field }) => (
                <FormItem>
                  <FormLabel>Email</FormLabel>
                  <FormControl>
                    <Input type="email" {...field} />
                  </FormControl>
                  <FormDescription>Nobody else sees it.</FormDescription>
                  <FormMessage />
                </FormItem>
              )}
            />
            <Button type="submit" className="w-fit">
              Send
            </Button>
            {sent && <p>Sent to {sent}</p>}
          </form>
        </Form>
        <Calendar mode="single" selected={day} onSelect={setDay} defaultMonth={new Date(2026, 4, 1)} />
        <p>Day {day ? day.getDate() : 'none'}</p>
        <FieldGroup>
          <Field data-invalid>
            <FieldLabel htmlFor="city">City</FieldLabel>
            <Input id="city" aria-invalid aria-describedby="city-error" />
            <FieldDescription>Where the parcel goes.</FieldDescription>
            <FieldError id="city-error" errors={[{ message: 'There is no such city.' }]} />
          </Field>
        </FieldGroup>
      </div>
    </Section>
  );
}
