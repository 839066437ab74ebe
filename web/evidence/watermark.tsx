import { useEffect, useRef } from 'react';

const STEP_X = 300;
const STEP_Y = 150;
const TILT = -Math.PI / 9;

/** Draws who looks, and when, all over what is looked at: a photo of the screen says whose it was. */
const drawMark = (canvas: HTMLCanvasElement, words: string): void => {
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.save();
  context.font = '15px sans-serif';
  context.fillStyle = 'rgba(60, 60, 60, 0.22)';
  for (let y = 40; y < canvas.height + STEP_Y; y += STEP_Y)
    for (let x = (y / STEP_Y) % 2 < 1 ? -40 : 110; x < canvas.width; x += STEP_X) {
      context.save();
      context.translate(x, y);
      context.rotate(TILT);
      context.fillText(words, 0, 0);
      context.restore();
    }
  context.restore();
};

/** The mark over anything; it takes no clicks. */
export const Watermark = ({ words }: { readonly words: string }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const place = canvas.current?.parentElement;
    if (canvas.current === null || place == null) return undefined;
    const own = canvas.current;
    const draw = (): void => {
      own.width = place.scrollWidth;
      own.height = place.scrollHeight;
      drawMark(own, words);
    };
    const watch = new ResizeObserver(draw);
    watch.observe(place);
    for (const child of place.children) if (child !== own) watch.observe(child);
    draw();
    return () => watch.disconnect();
  }, [words]);
  return <canvas ref={canvas} className="watermark" aria-hidden="true" data-words={words} />;
};
