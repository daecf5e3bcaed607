import { useState } from 'react';
import { Bold, Italic, Search, Plus } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ButtonGroup } from '@/components/ui/button-group';
import { Checkbox } from '@/components/ui/checkbox';
import { Input } from '@/components/ui/input';
import { InputGroup, InputGroupAddon, InputGroupInput } from '@/components/ui/input-group';
import { InputOTP, InputOTPGroup, InputOTPSeparator, InputOTPSlot } from '@/components/ui/input-otp';
import { Kbd } from '@/components/ui/kbd';
import { Label } from '@/components/ui/label';
import { Progress } from '@/components/ui/progress';
import { RadioGroup, RadioGroupItem } from '@/components/ui/radio-group';
import { Select, SelectContent, SelectGroup, SelectItem, SelectLabel, SelectTrigger, SelectValue } from '@/components/ui/select';
import { Slider } from '@/components/ui/slider';
import { Spinner } from '@/components/ui/spinner';
import { Switch } from '@/components/ui/switch';
import { Textarea } from '@/components/ui/textarea';
import { Toggle } from '@/components/ui/toggle';
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group';
import { Row, Section } from './Section';

export function Controls() {
  const [count, setCount] = useState(0);
  const [volume, setVolume] = useState([40]);
  return (
    <Section title="Controls">
      <Row>
        <Button onClick={() => setCount(count + 1)}>Clicked {count}</Button>
        <Button variant="secondary">Secondary</Button>
        <Button variant="outline">Outline</Button>
        <Button variant="ghost">Ghost</Button>
        <Button variant="destructive">Delete</Button>
        <Button variant="link">Link</Button>
        <Button size="icon" aria-label="Add">
          <Plus />
        </Button>
        <Button size="sm" disabled>
          Disabled
        </Button>
        <Button asChild variant="outline">
          <a href="#top">As a link</a>
        </Button>
        <Spinner />
        <Kbd>Ctrl K</Kbd>
      </Row>
      <Row>
        <Badge>Default</Badge>
        <Badge variant="secondary">Secondary</Badge>
        <Badge variant="destructive">Late</Badge>
        <Badge variant="outline">Outline</Badge>
        <ButtonGroup aria-label="Edit">
          <Button variant="outline">Cut</Button>
          <Button variant="outline">Copy</Button>
        </ButtonGroup>
        <Toggle aria-label="Bold">
          <Bold />
        </Toggle>
        <ToggleGroup type="single" defaultValue="left" variant="outline" aria-label="Align">
          <ToggleGroupItem value="left">Left</ToggleGroupItem>
          <ToggleGroupItem value="right">
            <Italic /> Right
          </ToggleGroupItem>
        </ToggleGroup>
      </Row>
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="grid gap-2">
          <Label htmlFor="name">Name</Label>
          <Input id="name" placeholder="Ada" />
        </div>
        <div className="grid gap-2">
          <Label htmlFor="find">Find</Label>
          <InputGroup>
            <InputGroupInput id="find" placeholder="Search" />
            <InputGroupAddon>
              <Search />
            </InputGroupAddon>
          </InputGroup>
        </div>
        <div className="grid gap-2">
          <Label htmlFor="notes">Notes</Label>
          <Textarea id="notes" placeholder="What happened" />
        </div>
        <div className="grid gap-2">
          <Label htmlFor="code">Code</Label>
          <InputOTP id="code" maxLength={4}>
            <InputOTPGroup>
              <InputOTPSlot index={0} />
              <InputOTPSlot index={1} />
            </InputOTPGroup>
            <InputOTPSeparator />
            <InputOTPGroup>
              <InputOTPSlot index={2} />
              <InputOTPSlot index={3} />
            </InputOTPGroup>
          </InputOTP>
        </div>
      </div>
      <Row>
        <Checkbox id="agree" />
        <Label htmlFor="agree">Agree</Label>
        <Checkbox id="some" checked="indeterminate" />
        <Label htmlFor="some">Some</Label>
        <Switch id="wifi" />
        <Label htmlFor="wifi">Wireless</Label>
        <RadioGroup defaultValue="tea" aria-label="Drink" className="flex">
          <RadioGroupItem value="tea" id="tea" />
          <Label htmlFor="tea">Tea</Label>
          <RadioGroupItem value="coffee" id="coffee" />
          <Label htmlFor="coffee">Coffee</Label>
        </RadioGroup>
        <Select>
          <SelectTrigger className="w-40" aria-label="Fruit">
            <SelectValue placeholder="Pick a fruit" />
          </SelectTrigger>
          <SelectContent>
            <SelectGroup>
              <SelectLabel>Fruit</SelectLabel>
              <SelectItem value="apple">Apple</SelectItem>
              <SelectItem value="pear">Pear</SelectItem>
              <SelectItem value="plum" disabled>
                Plum
              </SelectItem>
            </SelectGroup>
          </SelectContent>
        </Select>
      </Row>
      <div className="grid gap-3">
        <Slider aria-label="Volume" value={volume} onValueChange={setVolume} max={100} step={10} />
        <p>Volume {volume[0]}</p>
        <Progress aria-label="Done" value={66} />
      </div>
    </Section>
  );
}
