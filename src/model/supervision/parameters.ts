import { z } from 'zod'
import type { ParameterSpec } from '../core/parameters.js'

const days = z.int().positive().max(3650)

export const APPEAL_DAYS: ParameterSpec<number> = {
  name: 'supervision.appeal.days',
  schema: days,
  initial: 60,
  source:
    'days from a finding within which the party may appeal: as 行政复议法 (2023) article 20 has it; the sources of the programme name none'
}

export const DRAW_DAYS: ParameterSpec<number> = {
  name: 'supervision.draw.days',
  schema: days,
  initial: 7,
  source: 'days from a plan within which it is drawn, or it lapses for everybody to see; a design value'
}

export const supervisionParameters: readonly ParameterSpec[] = [APPEAL_DAYS, DRAW_DAYS]
