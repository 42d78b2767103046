import type { Law } from '../core/law.js'
import { caseActions } from './cases.js'
import { inspectionActions } from './inspections.js'
import { supervisionParameters } from './parameters.js'
import { planActions } from './plans.js'
import { sanctionActions } from './sanctions.js'

/** Cases, sanctions, inspections drawn by lot, orders to put right. */
export const supervisionLaw: Law = {
  module: 'supervision',
  actions: { ...caseActions, ...sanctionActions, ...planActions, ...inspectionActions },
  parameters: supervisionParameters
}
