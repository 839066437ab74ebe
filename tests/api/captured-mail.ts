import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Mail = { readonly to: string; readonly text: string; readonly html: string; readonly raw: string };

/** Every mail that our mail server keeps in this folder, with its two parts read back. */
export const mailsIn = (folder: string): Mail[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => {
      const raw = readFileSync(join(folder, name), 'latin1');
      const part = (type: string): string => Buffer.from(new RegExp(`Content-Type: text/${type}[^]*?\\r\\n\\r\\n([A-Za-z0-9+/=\\r\\n]+)`).exec(raw)?.[1] ?? '', 'base64').toString();
      return { raw, to: /^To: .*<(.+)>/m.exec(raw)?.[1] ?? '', text: part('plain'), html: part('html') };
    });

/** Links that confirm a notice, as somebody copies them out of the mail. */
export const linksOf = (mail: Mail | undefined): string[] => [...(mail?.text ?? '').matchAll(/^http:\/\/\S+\/acknowledge\?t=\S+$/gm)].map(([link]) => link);
