import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the page into web/dist; the API serves it. Offices have old browsers, and those inside chat programs are older still. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react()],
  logLevel: 'warn',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Nothing as data: in the page itself, so that its content rules can stay narrow.
    assetsInlineLimit: 0,
    target: ['chrome92', 'edge92', 'firefox91', 'safari15.4'],
    chunkSizeWarningLimit: 1_500,
    reportCompressedSize: false,
  },
});
