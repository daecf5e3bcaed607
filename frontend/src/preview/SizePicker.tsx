import { Maximize, Smartphone, Tablet } from 'lucide-react';
import { ToggleGroup, ToggleGroupItem } from '@/ui/toggle-group';

export type DeviceSize = 'fit' | 'tablet' | 'phone';

export const deviceSizes: readonly DeviceSize[] = ['fit', 'tablet', 'phone'];

/** How wide a page may be on each device, in CSS px; a page never gets wider than the pane. */
export const deviceWidth: Record<DeviceSize, string> = { fit: '100%', tablet: '768px', phone: '390px' };

interface SizePickerProps {
  size: DeviceSize;
  onSize: (size: DeviceSize) => void;
}

/** Shows the app as wide as the pane, a tablet or a phone. */
export function SizePicker({ size, onSize }: SizePickerProps) {
  return (
    <ToggleGroup type="single" value={size} onValueChange={(v) => v && onSize(v as DeviceSize)} aria-label="Size">
      <ToggleGroupItem value="fit" aria-label="Fit">
        <Maximize aria-hidden />
        <span className="hidden @min-[560px]:inline">Fit</span>
      </ToggleGroupItem>
      <ToggleGroupItem value="tablet" aria-label="Tablet">
        <Tablet aria-hidden />
      </ToggleGroupItem>
      <ToggleGroupItem value="phone" aria-label="Phone">
        <Smartphone aria-hidden />
      </ToggleGroupItem>
    </ToggleGroup>
  );
}
