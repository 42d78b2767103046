import type { Law } from '../core/law.js'
import { excursionActions } from './excursions.js'
import { monitoringParameters } from './parameters.js'
import { sensorActions } from './sensors.js'
import { type CloseSeries, seriesActions } from './series.js'

/** Readings themselves stay with who read them; the ledger has who measures what, what was too warm, and the roots. */
export const monitoringLaw: Law = {
  module: 'monitoring',
  actions: { ...sensorActions, ...seriesActions, ...excursionActions },
  parameters: monitoringParameters,
  events: (action, payload) => (action === 'closeSeries' ? [(payload as CloseSeries).event] : [])
}
