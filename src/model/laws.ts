import { basesLaw } from './bases/law.js'
import { basesPages } from './bases/states.js'
import { certificationLaw } from './certification/law.js'
import type { Law } from './core/law.js'
import { pager } from './core/page.js'
import { parameterActions } from './core/parameters.js'
import { partyActions } from './core/parties.js'
import { placeActions } from './core/places.js'
import { corePages } from './core/records.js'
import { epcisLaw } from './epcis/law.js'
import { monitoringLaw } from './monitoring/law.js'
import { recognitionLaw } from './recognition/law.js'
import { supervisionLaw } from './supervision/law.js'
import { traceLaw } from './trace/law.js'
import { tracePages } from './trace/states.js'

const modules: readonly Law[] = [
  traceLaw,
  epcisLaw,
  basesLaw,
  certificationLaw,
  recognitionLaw,
  supervisionLaw,
  monitoringLaw
]

const coreLaw: Law = {
  module: 'core',
  actions: {
    ...partyActions,
    ...placeActions,
    ...parameterActions(modules.flatMap(({ parameters = [] }) => parameters))
  }
}

/** Where states are stored. */
export const locate = pager({ ...corePages, ...tracePages, ...basesPages })

/** The whole law, by module. Peers and gateways run this very map. */
export const laws: ReadonlyMap<string, Law> = new Map([coreLaw, ...modules].map(law => [law.module, law]))
