import type { FastifyReply } from 'fastify';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const CSV = 'text/csv; charset=utf-8';
export const ICS = 'text/calendar; charset=utf-8';
export const ZIP = 'application/zip';
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Answers a file for saving, by its name in any language; kept by nobody on the way. */
export const sendFile = (reply: FastifyReply, type: string, name: string, bytes: Uint8Array): void => {
  void reply
    .type(type)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(bytes));
};
