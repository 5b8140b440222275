import type { FastifyInstance } from 'fastify';
import { problem } from './problem.ts';

/**
 * JSON is the one media type of bodies (multipart is added by its plugin, for the operations that declare it).
 * An operation without a body takes an empty one whatever Content-Type says.
 */
export function registerBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    const kind = request.routeOptions.config.body;
    if (kind === 'multipart') {
      done(problem.unsupportedMediaType('The body must be multipart/form-data.'));
    } else if (text === '' && kind === 'none') {
      done(null, undefined);
    } else {
      try {
        done(null, JSON.parse(text.toString()));
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
