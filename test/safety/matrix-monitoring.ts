/** Readings of sensors: anybody sends them, and is told whose they are; curves are for whom they concern; what is closed is public. */
import { VISITORS } from '../../src/core/matters/access.js'
import { CALLER_NAMES } from './callers.js'
import type { Entry, Stage } from './stage.js'

const pages = (['desk', 'audit'] as const).flatMap(face =>
  ['', '/watch/:subject', '/watch/:subject/events'].map(
    path => [`GET /${face}/monitoring${path}`, { roles: VISITORS[face] }] as const
  )
)

export const monitoringEntries = ({ strange }: Stage): Record<string, Entry> => ({
  ...Object.fromEntries(pages),
  'GET /api/monitoring/watched/:subject': 'insiders',
  'GET /api/monitoring/series/:id': 'public',
  'GET /api/monitoring/series/:id/readings': 'public',
  'GET /api/monitoring/series/:id/readings/:sensor/:sequence/proof': 'public',
  // By API key, or by the sensor's own signature: what is neither is refused, reading by reading.
  'POST /api/monitoring/readings': 'stranger',
  'POST /api/monitoring/closings': {
    cases: [{ about: 'where it watches nothing', body: () => ({ place: strange }), may: CALLER_NAMES, others: '' }]
  }
})
