import type { Module } from '../core/module.js'
import { epcis } from './epcis/index.js'
import { trace } from './trace/index.js'

/** The programme's systems, in the order of their dependence. */
export const modules: readonly Module[] = [trace, epcis]
