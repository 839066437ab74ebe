import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const LEAST_BYTES = 1_024;
const TEXT = /\.(js|mjs|css|svg)$/;
/** 9 of 11: the last few per cent take ten times as long. */
const QUALITY = 9;

/** Beside every text file of the build stand its compressed forms, so that no request waits for compressing and the office's slow line carries a quarter. */
export const preCompress = (): Plugin => {
  let folder = '';
  return {
    name: 'pre-compress',
    apply: 'build',
    configResolved: ({ root, build: { outDir, assetsDir } }) => {
      folder = join(root, outDir, assetsDir);
    },
    closeBundle: async () => {
      const files = readdirSync(folder).filter((name) => TEXT.test(name)).map((name) => join(folder, name));
      await Promise.all(
        files.map(async (file) => {
          const bytes = readFileSync(file);
          if (bytes.length < LEAST_BYTES) return;
          const [small, old] = await Promise.all([promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }), promisify(gzip)(bytes, { level: 9 })]);
          writeFileSync(`${file}.br`, small);
          writeFileSync(`${file}.gz`, old);
        }),
      );
    },
  };
};
