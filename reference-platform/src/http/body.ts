import type { FastifyInstance } from 'fastify';
import { problem } from './problem.ts';

// A byte that is no UTF-8 must not become a replacement character that nobody sent.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function parseJson(bytes: Buffer): unknown {
  return JSON.parse(utf8.decode(bytes));
}

/** Whether a media type names no character set, or the one that JSON has (RFC 8259). */
function isUtf8(contentType = ''): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
}

/**
 * JSON is the one media type of bodies (multipart is added by its plugin, for the operations that declare it).
 * An operation without a body takes an empty one whatever Content-Type says.
 */
export function registerBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    const kind = request.routeOptions.config.body;
    if (kind === 'multipart') {
      done(problem.unsupportedMediaType('The body must be multipart/form-data.'));
    } else if (!isUtf8(request.headers['content-type'])) {
      done(problem.unsupportedMediaType('JSON is read as UTF-8 alone.'));
    } else if (bytes.length === 0 && kind === 'none') {
      done(null, undefined);
    } else {
      try {
        done(null, parseJson(bytes));
      } catch {
        done(problem.malformed('The body is not valid JSON.'));
      }
    }
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    const { body: kind } = request.routeOptions.config;
    if (kind !== 'multipart' && request.isMultipart()) {
      done(problem.unsupportedMediaType('The body must be application/json.'));
    } else if (kind === 'multipart' && !request.isMultipart()) {
      done(problem.unsupportedMediaType('The body must be multipart/form-data.'));
    } else {
      done();
    }
  });
}
