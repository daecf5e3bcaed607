import { useSyncExternalStore, type ReactNode } from 'react';
import type { ToastActionElement, ToastProps } from '@/components/ui/toast';

export type ToasterToast = Omit<ToastProps, 'title'> & {
  id: string;
  title?: ReactNode;
  description?: ReactNode;
  action?: ToastActionElement;
};

type Shown = Omit<ToasterToast, 'id'>;

const limit = 3;
const keepClosed = 1000; // ms a closed toast stays for its way out
const listeners = new Set<() => void>();
let toasts: ToasterToast[] = [];
let made = 0;

function change(next: ToasterToast[]) {
  toasts = next;
  listeners.forEach((listener) => listener());
}

function update(id: string, changed: Partial<ToasterToast>) {
  change(toasts.map((toast) => (toast.id === id ? { ...toast, ...changed } : toast)));
}

function dismiss(id?: string) {
  change(toasts.map((toast) => (id === undefined || toast.id === id ? { ...toast, open: false } : toast)));
  setTimeout(() => change(toasts.filter((toast) => toast.open)), keepClosed);
}

/** Shows a toast above those there are, at most three. */
export function toast(shown: Shown) {
  const id = String(++made);
  const onOpenChange = (open: boolean) => {
    if (!open) {
      dismiss(id);
    }
  };
  change([{ ...shown, id, open: true, onOpenChange }, ...toasts].slice(0, limit));
  return { id, dismiss: () => dismiss(id), update: (changed: Partial<ToasterToast>) => update(id, changed) };
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useToast() {
  return { toasts: useSyncExternalStore(subscribe, () => toasts), toast, dismiss };
}
