// next/image: a plain image of the same place and size.
import type { ComponentProps, CSSProperties } from 'react';

export type StaticImageData = { src: string; width?: number; height?: number; blurDataURL?: string };

type Source = string | StaticImageData | { default: StaticImageData };

export type ImageProps = Omit<ComponentProps<'img'>, 'src' | 'width' | 'height' | 'loading'> & {
  src: Source;
  width?: number | `${number}`;
  height?: number | `${number}`;
  fill?: boolean;
  loading?: 'eager' | 'lazy';
  loader?: (of: { src: string; width: number; quality?: number }) => string;
  quality?: number | `${number}`;
  priority?: boolean;
  preload?: boolean;
  placeholder?: string;
  blurDataURL?: string;
  unoptimized?: boolean;
  overrideSrc?: string;
  layout?: string;
  objectFit?: CSSProperties['objectFit'];
  objectPosition?: string;
  onLoadingComplete?: (image: HTMLImageElement) => void;
};

const whole: CSSProperties = { position: 'absolute', inset: 0, width: '100%', height: '100%' };

function dataOf(src: Source): StaticImageData {
  if (typeof src === 'string') {
    return { src };
  }
  return 'default' in src ? src.default : src;
}

export function Image({
  src,
  width,
  height,
  fill,
  loader,
  quality,
  priority,
  preload: _preload,
  placeholder: _placeholder,
  blurDataURL: _blur,
  unoptimized: _unoptimized,
  overrideSrc,
  layout,
  objectFit,
  objectPosition,
  onLoadingComplete,
  onLoad,
  loading,
  style,
  alt = '',
  ...props
}: ImageProps) {
  const data = dataOf(src);
  const filling = fill || layout === 'fill';
  const wide = Number(width ?? data.width ?? 1200);
  const address = loader ? loader({ src: data.src, width: wide, quality: quality ? Number(quality) : undefined }) : data.src;
  return (
    <img
      alt={alt}
      decoding="async"
      loading={priority ? 'eager' : (loading ?? 'lazy')}
      width={filling ? undefined : (width ?? data.width)}
      height={filling ? undefined : (height ?? data.height)}
      style={{ ...(filling && whole), objectFit, objectPosition, ...style }}
      {...props}
      src={overrideSrc ?? address}
      onLoad={(event) => {
        onLoad?.(event);
        onLoadingComplete?.(event.currentTarget);
      }}
    />
  );
}

/** What an img element needs to look like an Image. */
export function getImageProps({ src, width, height, alt, ...props }: ImageProps) {
  return { props: { ...props, alt, width, height, src: dataOf(src).src } };
}

export default Image;
