/** What the forms of regulators say of the season's places, goods and parties. */
import { outlet, plot, shipmentOf } from '../http/season.js'
import { PARTIES } from '../support/world.js'

const placeOf = (gln: string) =>
  gln === outlet
    ? '演示·深圳鹏晨商超，演示·outlet，440300 Demo Pengchen Supermarket, Demo outlet, 440300'
    : `演示·紫金云岫茶业，演示·${gln === plot ? 'plot' : 'base'}，441621 Demo Yunxiu Tea, Demo ${gln === plot ? 'plot' : 'base'}, 441621`
/** A place in words, and its number. */
export const at = (gln: string) => [placeOf(gln), gln]
export const documentOf = (number: string) => `${shipmentOf(number).gln}:${number}`
export const DESADV = '发货通知 despatch advice (desadv)'
export const EVENT = '签名事件 signed event (EPCIS)'
export const GOODS = {
  leaf: '演示·fresh-leaf，散装 Demo fresh-leaf, in bulk',
  crude: '演示·crude-tea，散装 Demo crude-tea, in bulk',
  pack: '演示·tea-pack，100 g Demo tea-pack, 100 g'
}
export const PIECES = '件 pieces'
export const CULTIVAR = '紫金1号'
export const GROWER = ['演示·紫金云岫茶业 Demo Yunxiu Tea', PARTIES.grower.uscc]
export const SHOP = ['演示·深圳鹏晨商超 Demo Pengchen Supermarket', PARTIES.supermarket.uscc]
