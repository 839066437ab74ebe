import { fileTypeFromBuffer } from 'file-type';
import { refuse } from '../../domain/refusal.ts';

/** What may be handed in as evidence: the ending, what the bytes have to be, and the media type it is given out with. */
const KINDS: Readonly<Record<string, { readonly media: string; /** As the bytes themselves say; null: has no sign of its own. */ readonly found: readonly string[] | null }>> = {
  pdf: { media: 'application/pdf', found: ['pdf'] },
  jpg: { media: 'image/jpeg', found: ['jpg'] },
  jpeg: { media: 'image/jpeg', found: ['jpg'] },
  png: { media: 'image/png', found: ['png'] },
  heic: { media: 'image/heic', found: ['heic', 'heif'] },
  webp: { media: 'image/webp', found: ['webp'] },
  bmp: { media: 'image/bmp', found: ['bmp'] },
  tif: { media: 'image/tiff', found: ['tif'] },
  tiff: { media: 'image/tiff', found: ['tif'] },
  docx: { media: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', found: ['docx', 'zip'] },
  xlsx: { media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', found: ['xlsx', 'zip'] },
  pptx: { media: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', found: ['pptx', 'zip'] },
  doc: { media: 'application/msword', found: ['cfb'] },
  xls: { media: 'application/vnd.ms-excel', found: ['cfb'] },
  ppt: { media: 'application/vnd.ms-powerpoint', found: ['cfb'] },
  // The office suites of many units; their bytes are those of the old Word.
  wps: { media: 'application/octet-stream', found: ['cfb', 'docx', 'zip'] },
  et: { media: 'application/octet-stream', found: ['cfb', 'xlsx', 'zip'] },
  ofd: { media: 'application/ofd', found: ['zip', 'ofd'] },
  mp4: { media: 'video/mp4', found: ['mp4', 'm4v', 'mov'] },
  mov: { media: 'video/quicktime', found: ['mov', 'mp4'] },
  mp3: { media: 'audio/mpeg', found: ['mp3'] },
  m4a: { media: 'audio/mp4', found: ['m4a', 'mp4'] },
  txt: { media: 'text/plain; charset=utf-8', found: null },
  csv: { media: 'text/csv; charset=utf-8', found: null },
};

const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase();
export const mediaTypeOf = (name: string): string => KINDS[endingOf(name)]?.media ?? 'application/octet-stream';

/** Enough to tell every kind by. */
const SNIFFED_BYTES = 8_192;

const wrongKind = (name: string, what: { zh: string; en: string }): never =>
  refuse('EVIDENCE_TYPE', `“${name}”${what.zh}；可上传：${Object.keys(KINDS).join('、')}`, `"${name}" ${what.en}; these are taken: ${Object.keys(KINDS).join(', ')}`, { name });

/** Texts have no sign of their own: what holds a NUL byte, or begins as a page with scripts would, is none. */
const isText = (bytes: Uint8Array): boolean => !bytes.includes(0) && !/^\s*<(?:!doctype|html|script|svg|\?xml)/i.test(Buffer.from(bytes).toString('utf8'));

/** @throws Refusal EVIDENCE_TYPE where the ending is not taken, or the bytes are something else than it says */
const demandKind = async (name: string, first: Uint8Array): Promise<void> => {
  const kind = KINDS[endingOf(name)] ?? wrongKind(name, { zh: '不是可以上传的文件种类', en: 'is not of a kind that is taken' });
  const found = (await fileTypeFromBuffer(first))?.ext;
  const fits = kind.found === null ? found === undefined && isText(first) : found !== undefined && kind.found.includes(found);
  if (!fits) wrongKind(name, { zh: '的内容与扩展名不符', en: 'is something else than its ending says' });
};

/** The same bytes, once their beginning has been compared with what the name says. */
export async function* knownKind(source: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const held: Uint8Array[] = [];
  let size = 0;
  let known = false;
  for await (const chunk of source) {
    if (known) {
      yield chunk;
      continue;
    }
    held.push(chunk);
    size += chunk.length;
    if (size < SNIFFED_BYTES) continue;
    await demandKind(name, Buffer.concat(held));
    known = true;
    yield* held.splice(0);
  }
  if (known || size === 0) return;
  await demandKind(name, Buffer.concat(held));
  yield* held;
}
