import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { instantInWords } from '../../domain/time.ts';
import { problemIn } from '../api/problem.ts';
import { useMe, useNow } from '../api/queries.ts';
import { Loaded } from '../shell/loaded.tsx';
import { useWords } from '../words/language.tsx';
import { previewKindOf } from './kinds.ts';
import { Watermark } from './watermark.tsx';

const PdfPages = lazy(async () => ({ default: (await import('./pdf-pages.tsx')).PdfPages }));

/** Old texts are GBK: what is no UTF-8 is read so. */
const textOf = async (blob: Blob): Promise<string> => {
  const bytes = await blob.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
};

const Picture = ({ blob, name }: { readonly blob: Blob; readonly name: string }) => {
  const address = useMemo(() => URL.createObjectURL(blob), [blob]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return <img src={address} alt={name} className="picture" />;
};

const Text = ({ blob, path }: { readonly blob: Blob; readonly path: string }) => {
  // By its address: two files can be of one size.
  const text = useQuery({ queryKey: ['text', path], queryFn: async () => await textOf(blob), gcTime: 0, staleTime: 0 });
  return <Loaded query={text}>{(words) => <pre className="evidence-text">{words}</pre>}</Loaded>;
};

/** A file to look at, never to run: fetched, shown from memory, with the name of who looks and the time over it. */
export const EvidencePreview = ({ path, name }: { readonly path: string; readonly name: string }) => {
  const { t } = useWords();
  const me = useMe().data;
  const at = instantInWords(useNow());
  const kind = previewKindOf(name);
  const file = useQuery({
    queryKey: ['evidence', path],
    queryFn: async ({ signal }) => {
      const answer = await fetch(path, { credentials: 'same-origin', signal });
      if (!answer.ok) throw await problemIn(answer);
      return await answer.blob();
    },
    enabled: kind !== null,
    // Each look is on record once; files do not change.
    staleTime: Infinity,
    gcTime: 0,
  });
  if (kind === null) return <p className="muted">{t('evidence.noPreview')}</p>;
  return (
    <div className="evidence-preview">
      <Loaded query={file}>
        {(blob) => (
          <>
            {kind === 'picture' ? <Picture blob={blob} name={name} /> : kind === 'text' ? <Text blob={blob} path={path} /> : <Suspense fallback={<p className="muted">{t('loading')}</p>}><PdfPages blob={blob} name={name} /></Suspense>}
            <Watermark words={`${me?.name ?? ''} ${at}`} />
          </>
        )}
      </Loaded>
    </div>
  );
};
