import type { Law } from '../core/law.js'
import { baseActions } from './base.js'
import { inputActions } from './inputs.js'
import { basesParameters } from './parameters.js'
import { unificationActions } from './unification.js'

export const basesLaw: Law = {
  module: 'bases',
  actions: { ...baseActions, ...unificationActions, ...inputActions },
  parameters: basesParameters
}
