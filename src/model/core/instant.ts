import { z } from 'zod'

/**
 * An instant, ISO 8601 with its offset, as every part can hold it: Postgres knows no year 0 and no offset of sixteen hours
 * and more, reads no fraction without end, and a mirror that cannot store what the ledger accepted goes no further. Years
 * begin at 1000, offsets are those that there are on earth, fractions have nine digits at the most.
 */
export const Instant = z.iso
  .datetime({ offset: true })
  .max(35)
  .regex(/^[1-9].*(Z|[+-](0\d|1[0-3]):\d\d|[+-]14:00)$/)
