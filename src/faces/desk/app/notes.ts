import { canonicalJson } from '@suyuan/model/core/canonical'
import { Digest, KeyId, Signature } from '@suyuan/model/core/command'
import { type KeyRecord, keyKey } from '@suyuan/model/core/records'
import { crypto, sha256 } from '@suyuan/model/node/crypto'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { scopeOf, within } from '../../../core/identity/scope.js'
import type { Services } from '../../../core/module.js'
import { HttpProblem } from '../../../core/web/problem.js'

/** Photos of an entry, and bytes of one: the app makes them smaller than this. */
const MOST_PHOTOS = 12
const PHOTO_BYTES = 2 * 1024 * 1024
const JPEG = 'image/jpeg'
const JPEG_START = Buffer.of(0xff, 0xd8, 0xff)

const Note = z.strictObject({
  command: z.uuid(),
  loggedAt: z.iso.datetime(),
  photos: z.array(Digest).max(MOST_PHOTOS),
  clerk: z.string().min(1).max(20).optional(),
  skewSeconds: z.int().min(-2_147_483_648).max(2_147_483_647).optional()
})
const NoteBody = z.strictObject({ note: Note, signature: Signature })
type NoteBody = z.infer<typeof NoteBody>

const KeyParams = z.object({ key: KeyId })
const PhotoParams = z.object({ key: KeyId, command: z.uuid(), sha256: Digest })
type PhotoParams = z.infer<typeof PhotoParams>

/** What a phone says of its own entries, by its key's word: who may log in at that moment does not matter. */
export const notes =
  (services: Services): FastifyPluginAsync =>
  async app => {
    app.addContentTypeParser(JPEG, { parseAs: 'buffer', bodyLimit: PHOTO_BYTES }, (_, body, done) => done(null, body))
    const schema = { hide: true }

    app.post(
      '/desk/notes/:key',
      { schema: { ...schema, params: KeyParams, body: NoteBody } },
      async (request, reply) => {
        const { key } = request.params as { key: string }
        await takeNote(services, key, request.body as NoteBody)
        return reply.code(204).send()
      }
    )

    const photo = '/desk/photos/:key/:command/:sha256'
    const photoSchema = { ...schema, params: PhotoParams }
    app.post(
      photo,
      {
        schema: photoSchema,
        bodyLimit: PHOTO_BYTES,
        // Only what a note has named is read at all. Parameters are checked later than this.
        onRequest: async request => {
          const asked = PhotoParams.safeParse(request.params)
          if (!asked.success || !(await isNamed(services, asked.data))) throw new HttpProblem('NOT_ALLOWED')
        }
      },
      async (request, reply) => {
        await takePhoto(services, request.params as PhotoParams, request.body)
        return reply.code(204).send()
      }
    )

    app.get(photo, { schema: photoSchema, onRequest: services.people.required() }, async (request, reply) => {
      const { key, command, sha256 } = request.params as PhotoParams
      const { rows } = await within(services.pool, scopeOf(request.person!), db =>
        db.query<{ bytes: Buffer }>(
          'select bytes from core_own.desk_photo where key = $1 and command = $2 and sha256 = $3',
          [key, command, sha256]
        )
      )
      if (!rows[0]) throw new HttpProblem('NOT_FOUND')
      return reply.header('cache-control', 'private, max-age=86400').type(JPEG).send(rows[0].bytes)
    })
  }

/** The key as the ledger has it. @throws HttpProblem NOT_ALLOWED unless it speaks */
async function speaking({ states }: Services, key: string): Promise<KeyRecord> {
  const record = await states.get(keyKey(key))
  if (!record || record.revoked) throw new HttpProblem('NOT_ALLOWED', { key })
  return record
}

/** @throws HttpProblem NOT_ALLOWED unless the key has said so, of an entry of its own */
async function takeNote(services: Services, key: string, { note, signature }: NoteBody): Promise<void> {
  const { party, publicKey } = await speaking(services, key)
  const text = canonicalJson({ ledger: services.commands.ledger.id, note })
  if (!crypto.verify(publicKey, text, signature)) throw new HttpProblem('NOT_ALLOWED', { key })
  // Of what the ledger has of this key, and so bounded by it.
  const status = await services.commands.status(key, note.command)
  if (status?.outcome?.status !== 'accepted') throw new HttpProblem('NOT_ALLOWED', { key, command: note.command })
  const { command, clerk = null, skewSeconds = null, loggedAt, photos } = note
  await within(services.pool, { party }, db =>
    db.query(
      `insert into core_own.desk_note (key, command, party, clerk, skew_seconds, logged_at, photos, signature)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [key, command, party, clerk, skewSeconds, loggedAt, photos, signature]
    )
  )
}

async function isNamed(services: Services, { key, command, sha256 }: PhotoParams): Promise<boolean> {
  const { party } = await speaking(services, key)
  const { rowCount } = await within(services.pool, { party }, db =>
    db.query('select from core_own.desk_note where key = $1 and command = $2 and $3 = any (photos)', [
      key,
      command,
      sha256
    ])
  )
  return rowCount === 1
}

/** @throws HttpProblem REQUEST_INVALID for bytes that are not those named */
async function takePhoto(
  services: Services,
  { key, command, sha256: digest }: PhotoParams,
  body: unknown
): Promise<void> {
  const isIt =
    Buffer.isBuffer(body) && body.subarray(0, 3).equals(JPEG_START) && sha256(body).toString('hex') === digest
  if (!isIt) throw new HttpProblem('REQUEST_INVALID', { field: 'sha256' })
  const { party } = await speaking(services, key)
  await within(services.pool, { party }, db =>
    db.query(
      `insert into core_own.desk_photo (key, command, party, sha256, bytes) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [key, command, party, digest, body]
    )
  )
}
