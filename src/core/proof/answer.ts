import type { FastifyReply } from 'fastify'

/** Sends a proof: its bytes are canonical as they are, and are verified as such. */
export const sendBundle = (reply: FastifyReply, bundle: string) =>
  reply.type('application/json; charset=utf-8').serializer(String).send(bundle)
