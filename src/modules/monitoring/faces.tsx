import { dayOf } from '@suyuan/model/core/day'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import { KIND_NAMES, KINDS } from '@suyuan/model/monitoring/kinds'
import { EXCURSION, SENSOR } from '@suyuan/model/monitoring/procedures'
import { type Excursion, nameOf, type Sensor } from '@suyuan/model/monitoring/states'
import { type MatterFace, matterFace } from '../../core/matters/face.js'
import type { Names } from '../../core/mirror/names.js'
import { placesOf } from '../../core/mirror/registers.js'
import { minuteOf } from '../../core/web/clock.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { Chart } from './chart.js'
import { watchPath } from './paths.js'
import { curvesOf } from './queries/curves.js'
import { MOST_SHIPMENTS, shipmentsOf } from './queries/shipments.js'

/** Of `GLN:number`, what its sender calls it. */
const numberIn = (shipment: string): string => shipment.split(':')[1]!

const shipmentText = (id: string, destination: Text, at: Date): Text =>
  say('monitoringShipmentTo', { number: numberIn(id), destination, day: dayOf(at) })

const SHIPMENTS_HINT = say('monitoringShipmentsHint', { most: MOST_SHIPMENTS })

/** A subject as people know it: a place by its name, a shipment by its number. */
export const subjectText = (subject: string, names: Pick<Names, 'place'>): Text =>
  subject.includes(':')
    ? say('monitoringShipment', { number: numberIn(subject) })
    : (names.place(subject)?.name ?? untranslated(subject))

const lastStay = ({ stays }: Sensor) => stays.at(-1)
const there = (sensor: Sensor): string[] => {
  const stay = lastStay(sensor)
  return stay ? (stay.place === undefined ? [...(stay.shipments ?? [])] : [stay.place]) : []
}

const sensors = matterFace<Sensor>({
  kind: 'sensor',
  path: 'sensors',
  procedure: SENSOR,
  title: say('monitoringSensors'),
  help: say('monitoringSensorsHelp'),
  number: { label: say('monitoringSensorNumber') },
  headline: ({ kind, name }) => (name === undefined ? KINDS[kind] : { zh: name, en: `${name} (${KINDS[kind].en})` }),
  facts: (sensor, names) => [
    [say('monitoringKind'), KINDS[sensor.kind]],
    ...there(sensor).map(subject => [say('monitoringWhere'), subjectText(subject, names)] as const),
    [say('monitoringSince'), lastStay(sensor) && minuteOf(lastStay(sensor)!.since)]
  ],
  mentions: sensor => ({ places: there(sensor).filter(name => !name.includes(':')) }),
  fields: {
    registerSensor: [
      {
        name: 'kind',
        label: say('monitoringKind'),
        type: 'choice',
        options: () => KIND_NAMES.map(kind => [kind, KINDS[kind]] as const)
      },
      { name: 'name', label: say('monitoringName'), type: 'text', optional: true },
      { name: 'publicKey', label: say('monitoringKey'), type: 'text', optional: true }
    ],
    placeSensor: [
      { name: 'since', label: say('monitoringSince'), hint: say('monitoringSinceHint'), type: 'moment' },
      {
        ...{ name: 'place', label: say('monitoringPlace'), type: 'choice', optional: true },
        options: async ({ pool }, { party }) =>
          (await placesOf(pool, party)).map(({ gln, name }) => [gln, name] as const)
      },
      {
        ...{ name: 'shipments', label: say('monitoringShipments'), hint: SHIPMENTS_HINT },
        ...{ type: 'several', optional: true },
        options: async ({ pool }, { party }) =>
          (await shipmentsOf(pool, party)).map(({ id, destination, at }) => [id, shipmentText(id, destination, at)])
      }
    ]
  },
  shown: ['desk', 'audit']
})

/** That there is one, and that it is over, gateways say by themselves: nobody has a form for it. */
const unsaid = { by: [] as const }
const FOR_PEOPLE = {
  ...EXCURSION,
  steps: {
    ...EXCURSION.steps,
    openExcursion: { ...EXCURSION.steps.openExcursion, ...unsaid },
    endExcursion: { ...EXCURSION.steps.endExcursion, ...unsaid }
  }
}

/** Whose rule it is: a product's, a place's, or that of all goods of a form. */
const ruleText = (rule: string, names: Names): Text =>
  names.product(rule)?.name ?? names.place(rule)?.name ?? say('monitoringRuleForm', { form: rule })

const HOUR = 3_600_000
const around = (from: string, until: string) => ({
  from: new Date(Date.parse(from) - HOUR).toISOString(),
  until: new Date(Date.parse(until) + HOUR).toISOString()
})

const excursions = matterFace<Excursion>({
  kind: 'excursion',
  path: 'excursions',
  procedure: FOR_PEOPLE,
  title: say('monitoringExcursions'),
  help: say('monitoringExcursionsHelp'),
  number: { label: say('monitoringExcursions'), prefix: 'X' },
  headline: ({ subject, kind }, names) => {
    const { zh, en } = subjectText(nameOf(subject), names)
    return { zh: `${zh} ${KINDS[kind].zh}`, en: `${en} ${KINDS[kind].en}` }
  },
  facts: ({ subject, kind, peak, from, until, rule, sensor, watcher }, names) => [
    [say('monitoringSubject'), subjectText(nameOf(subject), names)],
    [say('monitoringPeak'), `${peak} ${KINDS[kind].sign}`],
    [say('monitoringTime'), `${minuteOf(from)} – ${minuteOf(until)}`],
    [say('monitoringRule'), ruleText(rule, names)],
    [
      say('monitoringSensors'),
      { zh: `${sensor} ${names.party(watcher).zh}`, en: `${sensor} ${names.party(watcher).en}` }
    ]
  ],
  mentions: ({ subject, rule, watcher }) => ({
    parties: [watcher],
    places: 'place' in subject ? [subject.place, rule] : [rule],
    products: [rule]
  }),
  fields: {},
  shown: ['desk', 'audit'],
  async more(services, { subject, kind, from, until }, viewer) {
    const curves = await curvesOf(services, nameOf(subject), around(from, until))
    return (
      <>
        {curves
          .filter(curve => curve.kind === kind)
          .map(curve => (
            <Chart curve={curve} />
          ))}
        <p>
          <a href={watchPath(viewer.supervises ? 'audit' : 'desk', nameOf(subject))}>
            <Say text={say('monitoringCurve')} />
          </a>
        </p>
      </>
    )
  }
})

export const faces: readonly MatterFace[] = [sensors, excursions]
