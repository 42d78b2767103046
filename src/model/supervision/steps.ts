import { z } from 'zod'
import { Grounds, MatterId } from '../core/procedure.js'

/** What any step of a matter says. */
export const Step = z.strictObject({ id: MatterId, ...Grounds })
export type Step = z.infer<typeof Step>

/** A step that says nothing without words. */
export const SpokenStep = z.strictObject({ id: MatterId, ...Grounds, words: z.string().min(1).max(500) })
