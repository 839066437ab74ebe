import { useEffect, useRef, useState } from 'react';
// Asked for so, the builder hands out the file's address.
// oxlint-disable-next-line import/default
import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';

/** As many pages as are drawn; who needs more downloads the file. */
const MOST_PAGES = 40;
const DENSITY = 1.5;

/** Loaded when a PDF is looked at. Nothing of it runs: scripts in a PDF are not executed, and everything it needs comes from our own server. */
const openPdf = async (bytes: ArrayBuffer) => {
  const pdf = await import('pdfjs-dist/legacy/build/pdf.mjs');
  pdf.GlobalWorkerOptions.workerSrc = workerAddress;
  return await pdf.getDocument({ data: bytes, cMapUrl: '/pdf/cmaps/', cMapPacked: true, standardFontDataUrl: '/pdf/standard_fonts/', wasmUrl: '/pdf/wasm/', enableXfa: false }).promise;
};

/** A PDF page by page on canvases. */
export const PdfPages = ({ blob, name }: { readonly blob: Blob; readonly name: string }) => {
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let gone = false;
    const draw = async (): Promise<void> => {
      const pdf = await openPdf(await blob.arrayBuffer());
      setPages(pdf.numPages);
      for (let number = 1; number <= Math.min(pdf.numPages, MOST_PAGES) && !gone; number += 1) {
        const page = await pdf.getPage(number);
        const viewport = page.getViewport({ scale: DENSITY });
        const canvas = document.createElement('canvas');
        canvas.width = viewport.width;
        canvas.height = viewport.height;
        canvas.className = 'pdf-page';
        canvas.setAttribute('role', 'img');
        canvas.setAttribute('aria-label', t('evidence.page', { name, n: number }));
        await page.render({ canvas, viewport }).promise;
        if (!gone) place.current?.append(canvas);
      }
      await pdf.loadingTask.destroy();
    };
    const shown = place.current;
    draw().catch((problem: unknown) => (gone ? undefined : setError(problem)));
    return () => {
      gone = true;
      shown?.replaceChildren();
    };
  }, [blob, name, t]);
  return (
    <>
      {error === null ? null : <ProblemAlert error={error} />}
      {pages !== null && pages > MOST_PAGES ? <p className="muted small">{t('evidence.firstPages', { n: MOST_PAGES, all: pages })}</p> : null}
      <div ref={place} />
    </>
  );
};
