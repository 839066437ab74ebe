import type { FastifyRequest } from 'fastify';
import type { MultipartFile } from '@fastify/multipart';
import { refuse } from '../../domain/refusal.ts';
import { demandStorable } from '../../domain/storable.ts';

/** Room for the text fields of a form: a few hundred corrections by hand. */
const FIELD_BYTES = 1024 * 1024;

/**
 * The file of a form and the text fields that came before it; the file is not read yet. `maxBytes`: of the file, where the
 * usual limit of evidence is not meant.
 * @throws Refusal UNSUPPORTED_MEDIA, INVALID_REQUEST
 */
export const filePartOf = async (request: FastifyRequest, maxBytes?: number): Promise<MultipartFile> => {
  if (!request.isMultipart()) refuse('UNSUPPORTED_MEDIA', '请以表单（multipart/form-data）上传', 'hand it in as a form (multipart/form-data)');
  const limits = { fieldSize: FIELD_BYTES, ...(maxBytes === undefined ? {} : { fileSize: maxBytes + 1 }) };
  return (await request.file({ limits })) ?? refuse('INVALID_REQUEST', '表单中没有文件', 'there is no file in the form', { field: 'file' });
};

/** A text field of the form that came before the file; undefined where it is missing or empty. @throws Refusal INVALID_TEXT */
export const fieldOf = ({ fields }: Pick<MultipartFile, 'fields'>, name: string): string | undefined => {
  const value = (fields[name] as { value?: unknown } | undefined)?.value;
  demandStorable({ [name]: value });
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** What the file is called where it comes from, without the folders that old browsers send along and what nobody can see. */
export const nameOf = ({ filename }: Pick<MultipartFile, 'filename'>, unnamed: string): string => (filename.normalize('NFC').split(/[\\/]/).at(-1) ?? '').replaceAll(/[\p{Cc}\p{Cs}]/gu, '').slice(0, 255).toWellFormed().trim() || unnamed;
