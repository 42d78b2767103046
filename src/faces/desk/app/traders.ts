import type { PersonRole } from '../../../core/identity/person.js'

/** Those who have goods in their hands. */
export const TRADERS = ['operator', 'packer', 'carrier', 'outlet', 'buyer'] as const satisfies readonly PersonRole[]

/** Those whose lots may turn out to be unsafe. */
export const PRODUCERS = ['operator', 'packer'] as const satisfies readonly PersonRole[]
