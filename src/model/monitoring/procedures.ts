import { ROLES, type Role } from '../core/law.js'
import type { Procedure } from '../core/procedure.js'

export type SensorState = 'active' | 'retired'
export type SensorStep = 'registerSensor' | 'placeSensor' | 'retireSensor'

/** Every party; an organisation as such has no sensors. */
const PARTIES = Object.keys(ROLES) as Role[]

export const SENSOR: Procedure<SensorState, SensorStep> = {
  states: { active: { zh: '在用', en: 'active' }, retired: { zh: '停用', en: 'retired' } },
  steps: {
    registerSensor: { zh: '登记传感器', en: 'register a sensor', from: [], to: 'active', by: PARTIES },
    placeSensor: { zh: '设定位置', en: 'say where it is', from: ['active'], to: 'active', by: ['owner'] },
    retireSensor: { zh: '停用', en: 'retire', from: ['active'], to: 'retired', by: ['owner'] }
  }
}

export type ExcursionState = 'holding' | 'conformant' | 'nonConformant'
export type ExcursionStep = 'openExcursion' | 'endExcursion' | 'inspectExcursion' | 'rejectExcursion'

export const EXCURSION: Procedure<ExcursionState, ExcursionStep> = {
  states: {
    holding: { zh: '待查验', en: 'to be inspected' },
    conformant: { zh: '查验合格', en: 'found conformant' },
    nonConformant: { zh: '查验不合格', en: 'found non-conformant' }
  },
  steps: {
    openExcursion: { zh: '超限', en: 'excursion', from: [], to: 'holding', by: PARTIES },
    endExcursion: { zh: '恢复到限内', en: 'back within the limit', from: ['holding'], to: 'holding', by: PARTIES },
    inspectExcursion: {
      zh: '查验合格',
      en: 'found conformant',
      from: ['holding'],
      to: 'conformant',
      by: ['owner', 'inspector']
    },
    rejectExcursion: {
      zh: '查验不合格',
      en: 'found non-conformant',
      from: ['holding'],
      to: 'nonConformant',
      by: ['owner', 'inspector']
    }
  }
}
