import type { FastifyReply } from 'fastify'

/** Answers with a page for this reader and this moment, which nothing on the way may keep. */
export const sendOnce = (reply: FastifyReply, html: string, status = 200): FastifyReply =>
  reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html)
