/** How menus look, whether they drop down, follow the pointer or pop up. */
export const menuContent =
  'z-50 min-w-44 overflow-hidden rounded-md border border-line bg-overlay p-1 text-ink shadow-3 animate-appear';

export const menuItem =
  'relative flex h-7 items-center gap-2 rounded-sm px-2 outline-none select-none data-[highlighted]:bg-hover data-[disabled]:opacity-50 [&_svg]:size-3.75 [&_svg]:shrink-0 [&_svg]:text-ink-3 data-[variant=destructive]:text-bad-text data-[variant=destructive]:[&_svg]:text-bad-text';

export const menuSeparator = '-mx-1 my-1 h-px bg-line';
export const menuShortcut = 'ms-auto ps-4 text-xs text-ink-3';
