import type { ComponentProps } from 'react';
import * as AspectRatioPrimitive from '@radix-ui/react-aspect-ratio';

export function AspectRatio(props: ComponentProps<typeof AspectRatioPrimitive.Root>) {
  return <AspectRatioPrimitive.Root data-slot="aspect-ratio" {...props} />;
}
