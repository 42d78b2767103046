import type { FastifyReply } from 'fastify'
import type { ComponentChildren } from 'preact'
import type { Person } from '../identity/person.js'
import { htmlOf } from './page.js'

/** The faces that people log in to. */
export type Area = 'account' | 'desk' | 'audit'

export interface AppPageParts {
  title: string
  area: Area
  /** Which entry of the area's navigation this is. */
  section?: string
  person: Person | null
  children: ComponentChildren
}

/** A page of those who log in: navigation of its area, who is logged in, content. Never kept by caches. */
export function sendAppPage(reply: FastifyReply, { title, children }: AppPageParts, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(htmlOf(title, children))
}
