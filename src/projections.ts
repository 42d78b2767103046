import { ledgerProjection } from './core/mirror/ledger-projection.js'
import type { Projection } from './core/mirror/projection.js'
import type { Module } from './core/module.js'

/** What the mirror is made of: the ledger as such, then the modules in their order. */
export const projectionsOf = (modules: readonly Module[]): readonly Projection[] => [
  ledgerProjection,
  ...modules.flatMap(({ projection }) => projection ?? [])
]
