import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../core/module.js'
import { flags } from './complaints/flags.js'
import { complaints } from './complaints/index.js'
import { examination } from './examination.js'
import { forms } from './forms/index.js'
import { inspections } from './inspections/index.js'
import { ledger } from './ledger/index.js'
import { recalls } from './recall/index.js'
import { refused } from './refused.js'
import { requests } from './requests/index.js'
import { search } from './search.js'
import { things } from './things.js'
import { verify } from './verify.js'

const PARTS = [
  ...[search, examination, forms, things, refused, recalls, ledger, verify],
  ...[inspections, requests, complaints, flags]
]

/** /audit: what those see who supervise; and /desk/recalls, the same machine for those who carry recalls out. */
export const audit =
  (services: Services): FastifyPluginAsync =>
  async app => {
    for (const part of PARTS) await app.register(part(services))
  }
