/** How a file can be looked at in the page; null: it has to be downloaded. */
export type PreviewKind = 'picture' | 'pdf' | 'text';

const KINDS: readonly (readonly [RegExp, PreviewKind])[] = [
  [/\.(png|jpe?g|gif|webp|bmp)$/i, 'picture'],
  [/\.pdf$/i, 'pdf'],
  [/\.(txt|csv|md)$/i, 'text'],
];
export const previewKindOf = (name: string): PreviewKind | null => KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
