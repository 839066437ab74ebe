import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { antdStyles } from './antd-styles.ts';
import { firstVisit } from './first-visit.ts';
import { lateStorage } from './late-storage.ts';
import { namedParts } from './named-parts.ts';
import { preCompress } from './pre-compress.ts';

const first = firstVisit();

/** Builds the page into web/dist; the API serves it. Offices have old browsers, and those inside chat programs are older still. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [lateStorage(), namedParts(), react(), antdStyles(), first.plugin, preCompress()],
  logLevel: 'warn',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Nothing as data: in the page itself, so that its content rules can stay narrow.
    assetsInlineLimit: 0,
    // Syntax and styles; what these have no functions for is in shell/old-browsers.ts.
    target: ['chrome86', 'edge86', 'firefox80', 'safari14.1'],
    // The components' styles are for browsers from 88 on; older ones make their own (shell/old-browsers.ts). What page.css uses, 86 has.
    cssTarget: ['chrome88', 'edge88', 'firefox80', 'safari14.1'],
    chunkSizeWarningLimit: 1_500,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: first.groups } } },
  },
});
