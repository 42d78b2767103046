import { Gtin, LotNumber, Serial } from '@suyuan/model/core/gs1'
import { z } from 'zod'

/** How addresses name goods. */
export const LotParams = z.object({ gtin: Gtin, lot: LotNumber })
export const PackParams = z.object({ gtin: Gtin, serial: Serial })
