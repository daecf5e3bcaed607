import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: { classGroups: { 'font-size': [{ text: ['xs', 'sm', 'base', 'md', 'lg', 'xl', '2xl'] }] } },
});

/** Joins class names; of two that set the same property the later one stays. */
export const cn = (...classes: ClassValue[]) => merge(clsx(classes));
