import type { FastifyRequest } from 'fastify'

/** What a form with one file in it came with. */
export interface SentForm {
  fields: Readonly<Record<string, string>>
  /** `large` where it is more than is taken, null where none was chosen. */
  file: Buffer | 'large' | null
}

/** Fields beside the file. */
const MOST_FIELDS = 10

/** @param most bytes of the file that are taken */
export async function formWithFile(request: FastifyRequest, most: number): Promise<SentForm> {
  const fields: Record<string, string> = {}
  let file: SentForm['file'] = null
  if (!request.isMultipart()) return { fields, file }
  const options = { limits: { files: 1, fields: MOST_FIELDS, fileSize: most }, throwFileSizeLimit: false }
  for await (const part of request.parts(options)) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer()
      file = part.file.truncated ? 'large' : bytes.length > 0 ? bytes : null
    } else fields[part.fieldname] = String(part.value)
  }
  return { fields, file }
}
