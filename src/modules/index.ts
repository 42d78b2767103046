import type { Module } from '../core/module.js'
import { bases } from './bases/index.js'
import { certification } from './certification/index.js'
import { epcis } from './epcis/index.js'
import { monitoring } from './monitoring/index.js'
import { recognition } from './recognition/index.js'
import { supervision } from './supervision/index.js'
import { trace } from './trace/index.js'

/** The programme's systems, in the order of their dependence. */
export const modules: readonly Module[] = [trace, epcis, bases, certification, recognition, supervision, monitoring]
