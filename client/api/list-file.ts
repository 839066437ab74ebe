import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Day } from '../../domain/time.ts';
import { LIST_FORMATS, listBytes, type ListFormat, type PlainList } from '../sheets/list-bytes.ts';
import { CSV, sendFile, XLSX } from './send-file.ts';

/** The query of every route that answers a list as a file. */
export const fileQuery = z.strictObject({ format: z.enum(LIST_FORMATS).default('xlsx') });

/** What the routes have in common that answer a list as a file. */
export const LIST_FILE = { answer: z.unknown(), raw: { contentType: [XLSX, CSV] }, perMinute: 30 } as const;

/** A list as a file for saving, named after itself and the day. */
export const sendList = async <T>(reply: FastifyReply, format: ListFormat, list: PlainList<T>, on: Day): Promise<undefined> => {
  sendFile(reply, format === 'xlsx' ? XLSX : CSV, `${list.name}-${on}.${format}`, await listBytes(format, list, on));
  return undefined;
};
