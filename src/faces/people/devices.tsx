import { possessionText } from '@suyuan/model/core/command'
import { keyKey } from '@suyuan/model/core/records'
import { crypto as lawCrypto } from '@suyuan/model/node/crypto'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Device } from '../../core/identity/devices.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { Say } from '../../core/web/page.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'
import { AskDevice, DeviceKey } from './bodies.js'
import { DeviceCard } from './device-list.js'
import { nameIn, type PartyName, partiesOf } from './parties.js'

const hide = true

const DeviceList = ({
  devices,
  parties,
  decides
}: {
  devices: readonly Device[]
  parties: readonly PartyName[]
  decides: boolean
}) => (
  <>
    <h1>
      <Say text={say('devicesTitle')} />
    </h1>
    <p>
      <Say text={say('devicesHelp')} />
    </p>
    {devices.length === 0 ? (
      <p class="empty">
        <Say text={say('devicesNone')} />
      </p>
    ) : (
      <ul class="rows">
        {devices.map(device => (
          <DeviceCard device={device} party={nameIn(parties, device.party)} decides={decides} />
        ))}
      </ul>
    )}
  </>
)

/** /account/devices: a device asks for its key to speak, and hears whether it may. */
export const devices =
  ({ people, states, commands, pool }: Services): FastifyPluginAsync =>
  async app => {
    const own = [people.required()]

    app.get('/account/devices', { onRequest: own, schema: { hide } }, async (request, reply) => {
      const person = request.person!
      const [list, parties] = await Promise.all([people.devices.list(person), partiesOf(pool, person.organisation)])
      const decides = person.roles.includes('administrator')
      const children = <DeviceList devices={list} parties={parties} decides={decides} />
      return sendAppPage(reply, {
        title: say('devicesTitle').zh,
        area: 'account',
        section: 'devices',
        person,
        children
      })
    })

    app.post('/account/devices', { onRequest: own, schema: { hide, body: AskDevice } }, async (request, reply) => {
      const person = request.person!
      const { publicKey, possession, label } = request.body as z.infer<typeof AskDevice>
      const key = lawCrypto.keyId(publicKey)
      // An organisation's own voice is its administrator's certificate.
      if (person.party === person.organisation) throw new HttpProblem('NOT_ALLOWED', { party: person.party })
      if (!lawCrypto.verify(publicKey, possessionText(commands.ledger.id, person.party, key), possession))
        throw new HttpProblem('REQUEST_INVALID', { field: 'possession' })
      if (!(await people.devices.ask(person, { key, publicKey, possession, label })))
        throw new HttpProblem('NOT_ALLOWED')
      await people.audited(person, 'device.ask', key)
      return reply.code(201).send({ key, state: await stateOf(request, key) })
    })

    app.get('/account/devices/:key', { onRequest: own, schema: { hide, params: DeviceKey } }, async request => {
      const { key } = request.params as z.infer<typeof DeviceKey>
      const state = await stateOf(request, key)
      if (!state) throw new HttpProblem('NOT_FOUND')
      return { key, state }
    })

    /** As the ledger has it, where it has; a device that was declined may as little as one that was revoked. */
    async function stateOf(request: FastifyRequest, key: string): Promise<'asked' | 'approved' | 'revoked' | null> {
      const device = await people.devices.get(request.person!, key)
      if (!device) return null
      const record = await states.get(keyKey(key))
      if (record) return record.revoked ? 'revoked' : 'approved'
      return device.state === 'declined' ? 'revoked' : 'asked'
    }
  }
