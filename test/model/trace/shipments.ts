/** Shipments of the season as tests send and receive them, and what the ledger has of them. */
import { type Case, caseKey, type Shipment, shipmentKey } from '@suyuan/model/trace/states'
import { type Arrival, at, type Departure, grams, receiving, shipping } from '../../support/events.js'
import type { World } from '../support.js'
import { factory, outlet, REFINED, SHIPMENT, toOutlet } from './season.js'

export const sent = (change: Partial<Departure> = {}) =>
  shipping({
    from: factory,
    to: toOutlet,
    shipment: { gln: factory, number: 'S2' },
    goods: [grams(REFINED, 100)],
    time: at(50),
    ...change
  })
export const arrived = (change: Partial<Arrival> = {}) =>
  receiving({ place: outlet, shipment: SHIPMENT, time: at(60), ...change })
export const shipmentOf = (world: World, number = 'S1') => world.read<Shipment>(shipmentKey(`${factory}:${number}`))!
export const caseOf = (world: World, sscc: string) => world.read<Case>(caseKey(sscc))!
