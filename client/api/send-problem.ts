import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { Refusal } from '../../domain/refusal.ts';
import { issueInWords } from '../../domain/schema-words.ts';
import { newRequestId } from './log.ts';
import { problemOf } from './problem.ts';

/** What is no request at all (headers beyond all length, no HTTP) is refused in the form of every other refusal. */
export const answerBroken = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (socket.writable && error.code !== 'ECONNRESET') {
    const text = error.code === 'HPE_HEADER_OVERFLOW' ? { zh: '请求头或地址过长', en: 'the headers or the address are too long' } : { zh: '不是正确的 HTTP 请求', en: 'this is not a valid HTTP request' };
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
    const body = JSON.stringify({ ...problemOf(new Refusal({ code: 'INVALID_REQUEST', ...text }), newRequestId()), status });
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
  }
  socket.destroy(error);
};

/** A form that ends in the middle or is none: said by the reader of forms in these words. */
const BROKEN_FORM = /unexpected end of multipart data|malformed (?:part header|content type)|boundary not found/i;

/** What the server itself finds wrong with a request before any route sees it, in Chinese; its own words are English. */
const ZH: Readonly<Record<string, string>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: '请求内容为空',
  FST_ERR_CTP_INVALID_JSON_BODY: '请求内容不是正确的 JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: '请求内容的长度与所报的不符',
  FST_ERR_BAD_URL: '网址写法有误',
  FST_ERR_MAX_PARAM_LENGTH: '网址中有一段过长',
  FST_PARTS_LIMIT: '表单中的项过多',
  FST_FIELDS_LIMIT: '表单中的文字项过多',
  FST_FILES_LIMIT: '表单中的文件过多，一次一个',
};

/** A refusal of ours passes on; what fastify itself found wrong becomes one. */
const refusalFrom = (error: unknown): unknown => {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const field = `${error.validationContext ?? ''}${first?.instancePath ?? ''}`;
    const { zh, en } = issueInWords({ code: first?.keyword, message: first?.message ?? '', ...first?.params });
    return new Refusal({ code: 'INVALID_REQUEST', zh: `请求内容有误（${field}）：${zh}`, en: `the request is not valid (${field}): ${en}`, where: { field } });
  }
  const { statusCode, code, message } = error as { statusCode?: number; code?: string; message?: string };
  if (error instanceof Error && BROKEN_FORM.test(error.message)) return new Refusal({ code: 'INVALID_REQUEST', zh: '表单不完整或格式有误，请重新上传', en: 'the form is not whole or not a form; hand it in again', where: { field: 'body' } });
  if (code === 'FST_REQ_FILE_TOO_LARGE' || code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refusal({ code: 'EVIDENCE_TOO_LARGE', zh: '上传内容超过大小上限', en: 'what was sent is larger than the limit' });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Refusal({ code: 'UNSUPPORTED_MEDIA', zh: '不支持的内容类型', en: 'this kind of content is not taken here' });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500 && !(error instanceof Refusal)) return new Refusal({ code: 'INVALID_REQUEST', zh: `请求有误：${ZH[code ?? ''] ?? '无法读取'}`, en: `the request is not valid: ${message ?? ''}` });
  return error;
};

/** Answers anything thrown as a problem; what nobody foresaw is written to the log. */
export const sendProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const problem = problemOf(refusalFrom(error), request.id);
  if (problem.status >= 500) request.log.error({ err: error }, problem.code);
  return reply.status(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem);
};
