import type { Services } from '../module.js'
import type { Caution } from './page.js'

/** What is known to be wrong with what is told of these, which are keys of states. */
export const cautionsOf =
  ({ doubts, objections }: Pick<Services, 'doubts' | 'objections'>) =>
  (subjects: readonly string[]): Caution[] => [
    ...(objections.concern(subjects) ? (['unlawful'] as const) : []),
    ...(doubts.concern(subjects) ? (['altered'] as const) : [])
  ]
