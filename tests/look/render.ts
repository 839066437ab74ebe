/** Documents and workbooks as pictures, by LibreOffice and poppler: `.docx`, `.xlsx` -> PDF -> PNG, one a page. Neither is a dependency. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, parse } from 'node:path';

const stemOf = (file: string): string => parse(file).name;

const run = (program: string, args: readonly string[]): void => {
  const { error, status, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 300_000 });
  if (error !== undefined) throw new Error(`${program} 未安装或无法运行（apt-get install libreoffice-writer-nogui libreoffice-calc-nogui fonts-noto-cjk poppler-utils） / ${program} is not there: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
};

/** Renders every document and workbook of a folder; answers the pictures' paths. One start of LibreOffice for all of them. */
export const renderFolder = (folder: string): string[] => {
  const documents = readdirSync(folder).filter((name) => /\.(docx|xlsx)$/.test(name));
  run('soffice', ['--headless', '--convert-to', 'pdf', '--outdir', folder, ...documents.map((name) => join(folder, name))]);
  for (const name of documents) run('pdftoppm', ['-png', '-r', '60', join(folder, `${stemOf(name)}.pdf`), join(folder, stemOf(name))]);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.png'))
    .map((name) => join(folder, name));
};
