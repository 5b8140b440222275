import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { finished, Transform } from 'node:stream';
import type { z } from 'zod';
import type { Upload } from './declaration.ts';
import { parseInput } from './input.ts';
import { problem, Problem } from './problem.ts';

const maxFieldBytes = 16 * 1024;
const maxFields = 20;
/** What a form may have around its file: fields, boundaries, headers of parts. */
const maxFrameBytes = maxFields * maxFieldBytes + 64 * 1024;

function limited(maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(problem.payloadTooLarge(maxBytes));
      else done(null, chunk);
    },
  });
}

/** What the multipart parser throws is the caller's fault: a broken form. Its own words stay inside. */
function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : problem.malformed('The multipart body is broken.');
}

async function nextPart(parts: AsyncIterator<Multipart>): Promise<Multipart | undefined> {
  try {
    const next = await parts.next();
    return next.done ? undefined : next.value;
  } catch (error) {
    throw asProblem(error);
  }
}

function fileStream(part: MultipartFile, maxBytes: number): Transform {
  const stream = limited(maxBytes);
  // Not `on('error')`: a small broken form has failed before anyone could listen.
  finished(part.file, { writable: false }, (error) => {
    if (error) stream.destroy(asProblem(error));
  });
  // It may fail before its reader listens, who learns of it from the stream's state.
  stream.on('error', () => undefined);
  // The rest of a file that nobody wants is read and thrown away, so that the answer can be sent.
  stream.on('close', () => part.file.unpipe(stream).resume());
  return part.file.pipe(stream);
}

/** Reads a form up to its file part `file` and checks the fields before it. The file is not read here. */
export async function receiveUpload<Fields extends z.ZodObject>(
  request: FastifyRequest,
  form: { fields: Fields; maxBytes: number },
): Promise<Upload<z.output<Fields>>> {
  // What says itself that it is too large is not waited for.
  if (Number(request.headers['content-length'] ?? 0) > form.maxBytes + maxFrameBytes)
    throw problem.payloadTooLarge(form.maxBytes);
  const limits = {
    fieldSize: maxFieldBytes,
    fields: maxFields,
    files: 2,
    parts: maxFields + 2,
    fileSize: Infinity,
  };
  const parts = request.parts({ limits })[Symbol.asyncIterator]();
  const raw: Record<string, unknown> = {};

  for (;;) {
    const part = await nextPart(parts);
    if (!part) {
      const fields = parseInput(form.fields, raw, '');
      throw problem.invalid([
        ...(fields.valid ? [] : fields.faults),
        { pointer: '/file', detail: 'Required' },
      ]);
    }
    if (part.type === 'field') {
      if (part.valueTruncated) throw problem.invalid([{ pointer: `/${part.fieldname}`, detail: 'Too long' }]);
      if (Object.hasOwn(raw, part.fieldname)) {
        throw problem.invalid([{ pointer: `/${part.fieldname}`, detail: 'Given more than once' }]);
      }
      raw[part.fieldname] = part.value;
      continue;
    }
    const fields = parseInput(form.fields, raw, '');
    const faults = fields.valid ? [] : fields.faults;
    if (part.fieldname !== 'file') faults.push({ pointer: `/${part.fieldname}`, detail: 'Unknown file' });
    if (faults.length > 0 || !fields.valid) {
      part.file.resume();
      throw problem.invalid(faults);
    }
    return {
      fields: fields.value,
      file: { name: part.filename, mediaType: part.mimetype, stream: fileStream(part, form.maxBytes) },
      async finish() {
        const rest = await nextPart(parts);
        if (!rest) return;
        if (rest.type === 'file') rest.file.resume();
        const detail = rest.type === 'file' ? 'Only one file is taken' : 'Must come before the file';
        throw problem.invalid([{ pointer: `/${rest.fieldname}`, detail }]);
      },
    };
  }
}
