import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Command, CommandDialog, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList, CommandShortcut } from '@/components/ui/command';
import { ContextMenu, ContextMenuContent, ContextMenuItem, ContextMenuTrigger } from '@/components/ui/context-menu';
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
  DropdownMenuSub,
  DropdownMenuSubContent,
  DropdownMenuSubTrigger,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { Menubar, MenubarContent, MenubarItem, MenubarMenu, MenubarTrigger } from '@/components/ui/menubar';
import {
  NavigationMenu,
  NavigationMenuContent,
  NavigationMenuItem,
  NavigationMenuLink,
  NavigationMenuList,
  NavigationMenuTrigger,
  navigationMenuTriggerStyle,
} from '@/components/ui/navigation-menu';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { Row, Section } from './Section';

const languages = ['English', 'German', 'French'];

export function Menus() {
  const [bar, setBar] = useState(true);
  const [place, setPlace] = useState('top');
  const [picked, setPicked] = useState('nothing');
  const [palette, setPalette] = useState(false);
  const [open, setOpen] = useState(false);
  const [language, setLanguage] = useState('');
  return (
    <Section title="Menus">
      <Row>
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="outline">Menu</Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent>
            <DropdownMenuLabel>Account</DropdownMenuLabel>
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={() => setPicked('profile')}>
              Profile <DropdownMenuShortcut>P</DropdownMenuShortcut>
            </DropdownMenuItem>
            <DropdownMenuItem variant="destructive">Sign out</DropdownMenuItem>
            <DropdownMenuCheckboxItem checked={bar} onCheckedChange={setBar}>
              Status bar
            </DropdownMenuCheckboxItem>
            <DropdownMenuRadioGroup value={place} onValueChange={setPlace}>
              <DropdownMenuRadioItem value="top">Top</DropdownMenuRadioItem>
              <DropdownMenuRadioItem value="bottom">Bottom</DropdownMenuRadioItem>
            </DropdownMenuRadioGroup>
            <DropdownMenuSub>
              <DropdownMenuSubTrigger>More</DropdownMenuSubTrigger>
              <DropdownMenuSubContent>
                <DropdownMenuItem onSelect={() => setPicked('export')}>Export</DropdownMenuItem>
              </DropdownMenuSubContent>
            </DropdownMenuSub>
          </DropdownMenuContent>
        </DropdownMenu>
        <p>
          Picked {picked}, bar {bar ? 'on' : 'off'}, {place}
        </p>
        <ContextMenu>
          <ContextMenuTrigger className="rounded-md border border-dashed p-3 text-sm">Right-click here</ContextMenuTrigger>
          <ContextMenuContent>
            <ContextMenuItem onSelect={() => setPicked('back')}>Back</ContextMenuItem>
          </ContextMenuContent>
        </ContextMenu>
        <Menubar>
          <MenubarMenu>
            <MenubarTrigger>File</MenubarTrigger>
            <MenubarContent>
              <MenubarItem onSelect={() => setPicked('new tab')}>New tab</MenubarItem>
            </MenubarContent>
          </MenubarMenu>
        </Menubar>
        <NavigationMenu>
          <NavigationMenuList>
            <NavigationMenuItem>
              <NavigationMenuTrigger>Guides</NavigationMenuTrigger>
              <NavigationMenuContent>
                <NavigationMenuLink href="#start" className="w-48">
                  First steps
                </NavigationMenuLink>
              </NavigationMenuContent>
            </NavigationMenuItem>
            <NavigationMenuItem>
              <NavigationMenuLink href="#docs" className={navigationMenuTriggerStyle()}>
                Reference
              </NavigationMenuLink>
            </NavigationMenuItem>
          </NavigationMenuList>
        </NavigationMenu>
      </Row>
      <Row>
        <Popover open={open} onOpenChange={setOpen}>
          <PopoverTrigger asChild>
            <Button variant="outline" role="combobox" aria-expanded={open} aria-label="Language">
              {language || 'Select a language'}
            </Button>
          </PopoverTrigger>
          <PopoverContent className="w-56 p-0">
            <Command>
              <CommandInput placeholder="Search a language" />
              <CommandList>
                <CommandEmpty>No language found.</CommandEmpty>
                <CommandGroup heading="Languages">
                  {languages.map((name) => (
                    <CommandItem
                      key={name}
                      onSelect={() => {
                        setLanguage(name);
                        setOpen(false);
                      }}
                    >
                      {name}
                    </CommandItem>
                  ))}
                </CommandGroup>
              </CommandList>
            </Command>
          </PopoverContent>
        </Popover>
        <Button variant="outline" onClick={() => setPalette(true)}>
          Palette
        </Button>
        <CommandDialog open={palette} onOpenChange={setPalette}>
          <CommandInput placeholder="Type a command" />
          <CommandList>
            <CommandItem onSelect={() => setPalette(false)}>
              Settings <CommandShortcut>S</CommandShortcut>
            </CommandItem>
          </CommandList>
        </CommandDialog>
      </Row>
    </Section>
  );
}
